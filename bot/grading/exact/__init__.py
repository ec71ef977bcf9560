"""Answers with one right value: short words and phrases, and numbers with units."""
