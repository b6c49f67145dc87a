"""The Gantt chart in the window: paints the shapes of ``services.gantt``; keys and wheel become moves."""
