"""监管: the warnings at the left, one case with its clock ribbon and its events at the right."""
