"""Graders as the program uses them: the default one, and second readers that are extras."""
