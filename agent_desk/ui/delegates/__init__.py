"""Painters of table cells. They read view values and know no business."""
