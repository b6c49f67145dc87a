"""The popovers that record an event of a case or hand it to another agent; shared by every page with cases."""
