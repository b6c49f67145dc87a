"""Use cases: the only way to read or change the office's records."""
