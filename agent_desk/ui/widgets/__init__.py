"""The component kit: small widgets every page is built from. They know the theme and no business."""
