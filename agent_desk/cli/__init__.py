"""The command ``agent-desk``: the same work without a window."""
