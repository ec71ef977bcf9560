"""What an error of PostgreSQL, or of the way there, means for a turn."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import Unsaved
from storage.troubles import Why

# By the SQLSTATE or its class (the first two characters); the server's manual lists them in appendix A.
_WHY: dict[str, Why] = {
    "08": "busy",  # connection refused or lost
    "40": "busy",  # other transactions were in the way for too long
    "53": "busy",  # too many connections, too little memory
    "53100": "full",
    "55P03": "busy",  # a lock was not to be had in time
    "57": "busy",  # the server stops, starts or cancels
    "25006": "broken",  # a read-only server
    "58": "broken",  # the server's own disk
    "XX": "broken",  # damaged data
}
_IN_THE_WAY = frozenset({"40001", "40P01"})  # serialization failure, deadlock


def in_the_way(error: Exception) -> bool:
    """Whether another transaction was in the way and this one was undone: running it again is right."""
    return _state(error) in _IN_THE_WAY


def connection_lost(error: Exception) -> bool:
    """Whether the server went away, perhaps in the middle of a commit."""
    return isinstance(error, OSError) or (isinstance(error, DBAPIError) and error.connection_invalidated)


@contextmanager
def spoken() -> Generator[None]:
    """Turns trouble with the database into the refusal that says so; anything else passes as it is."""
    try:
        yield
    except Exception as error:
        if refusal := _unsaved(error):
            raise refusal from error
        raise


def _unsaved(error: Exception) -> Unsaved | None:
    if connection_lost(error) or isinstance(error, PoolTimeoutError):
        return Unsaved("busy")
    state = _state(error)
    why = _WHY.get(state) or _WHY.get(state[:2])
    return Unsaved(why) if why else None


def _state(error: Exception) -> str:
    """The SQLSTATE; empty where the server said nothing."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(cause, "sqlstate", None) or "")
