"""Item roles shared by models, delegates and tables."""

from __future__ import annotations

from PySide6.QtCore import Qt

VIEW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The cell's view value (``presenters.cells``)."""
SORT_ROLE = VIEW_ROLE + 1
"""A raw value to sort by."""
KEY_ROLE = VIEW_ROLE + 2
"""The key of the row's thing."""
GROUP_ROLE = VIEW_ROLE + 3
"""True for a header row across all columns."""
COLUMN_ROLE = VIEW_ROLE + 4
"""In the horizontal header: the ``Column``."""
