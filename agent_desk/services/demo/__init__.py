"""The demonstration office: a deterministic, realistic portfolio. Companies, people and numbers are invented."""
