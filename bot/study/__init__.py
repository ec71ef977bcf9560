"""Study: help, settings, and the pages of the course."""
