"""The Gantt chart as numbers: what to draw and where, without a toolkit.

``model`` holds the input values, ``scale`` turns dates into x and back, ``rows`` decides which rows are
shown, ``bars``, ``grid``, ``header``, ``links``, ``marks`` and ``legend`` make shapes, ``scene`` puts a whole
picture together. The window, PDF and SVG paint the same shapes.
"""
