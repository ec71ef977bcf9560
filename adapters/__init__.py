"""The doors, and everything with a wire."""
