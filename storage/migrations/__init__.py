"""Schema changes, forward only, all or nothing. What is known here lets an up-to-date store open without alembic."""

from storage.errors import StoreError

REVISIONS = ("0001", "0002")  # oldest first; a test compares them with the files in versions/
HEAD = REVISIONS[-1]
VERSION_TABLE = "alembic_version"


def known(found: str, name: str) -> str:
    """`found` itself. Raises StoreError where a newer version of this program wrote the database called `name`."""
    if found and found not in REVISIONS:
        raise StoreError(
            f"{name} was written by a newer version of this program: its schema is {found}, this program knows "
            f"up to {HEAD}. Nothing was changed. Install the newer version, or restore a backup made before."
        )
    return found
