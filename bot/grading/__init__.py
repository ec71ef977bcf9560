"""Free text in, a verdict out: honest, offline, with the person's own words as evidence."""
