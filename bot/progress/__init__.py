"""Progress: what sticks, what is due, how steady."""
