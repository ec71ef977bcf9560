"""The terminal door: lines in, rich text out."""
