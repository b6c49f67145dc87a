"""What the office knows and decides: pure Python, no files, no toolkit, no database."""
