"""Small read-only item models over view values."""
