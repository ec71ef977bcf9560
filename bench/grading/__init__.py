"""The corpus that the free-text grader is trained and judged on."""
