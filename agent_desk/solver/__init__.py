"""The route planner behind ``solve(data) -> Result``."""
