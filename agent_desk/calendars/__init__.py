"""Published holidays and make-up working days, from a maintained library."""
