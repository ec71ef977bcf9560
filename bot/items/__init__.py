"""Cards and a seed become an item: a question ready to ask."""
