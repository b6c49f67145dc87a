"""今日: the page of what is due, its list, its right column and the strip the column shrinks to."""
