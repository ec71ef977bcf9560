"""Sessions and messages as JSON text, read back into the records of bot."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from bot.session import Session
from bot.widgets import Message


def session_body(session: Session) -> str:
    """The session as JSON. Raises PydanticSerializationError where a field holds what its type forbids."""
    return _sessions()[session.kind].dump_json(session, warnings="error").decode()


def session_from(kind: str, body: str) -> Session | None:
    """The session; None where another version of the program wrote what this one cannot read."""
    try:
        return _sessions()[kind].validate_json(body)
    except (KeyError, ValidationError):
        return None


def message_body(message: Message) -> str:
    """The message as JSON. Raises PydanticSerializationError where a field holds what its type forbids."""
    return _messages().dump_json(message, warnings="error").decode()


def message_from(body: str) -> Message:
    """The message. Raises ValidationError where another version of the program wrote it."""
    return _messages().validate_json(body)


@cache  # building a reader takes milliseconds
def _sessions() -> Mapping[str, TypeAdapter[Session]]:
    """A reader for each member of the union, by its kind."""
    members: tuple[Any, ...] = get_args(Session) or (Session,)
    return {member.__dataclass_fields__["kind"].default: _strict(member) for member in members}


@cache
def _messages() -> TypeAdapter[Message]:
    return _strict(Message)


def _strict(record: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any dataclass of bot
    """Refuses unknown keys at every level; pydantic takes no config beside a bare dataclass, hence the union."""
    form: Any = record | None
    return TypeAdapter(form, config=ConfigDict(extra="forbid"))
