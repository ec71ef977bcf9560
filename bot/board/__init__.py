"""The board: who earned most, in which window."""
