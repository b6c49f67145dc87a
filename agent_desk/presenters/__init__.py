"""What each screen shows and enables, as plain values; no toolkit, no SQL."""
