"""What the operator is told when the store cannot be opened, backed up or restored."""

CLOSED = "The store is closed; this came too late and was not run."


class StoreError(Exception):
    """One clear sentence: what is wrong with which database, and what to do."""
