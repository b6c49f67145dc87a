"""The window (PySide6). The only home of Qt."""
