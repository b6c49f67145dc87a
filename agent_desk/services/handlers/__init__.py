"""One function per command: checks, changes inside the caller's unit of work, and says how to undo it."""
