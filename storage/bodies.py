"""Sessions and messages as JSON text, read back into the records of bot."""

from collections import OrderedDict
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from bot.grading.report import Report, Task
from bot.session import Session
from bot.widgets import Message

KEPT_SESSIONS = 1_024  # of a few kB each: who answers now was asked a moment ago, and by this very process
_kept: OrderedDict[str, Session] = OrderedDict()


def session_body(session: Session) -> str:
    """The session as JSON. Raises PydanticSerializationError where a field holds what its type forbids."""
    body = _sessions()[session.kind].dump_json(session, warnings="error").decode()
    _keep(body, session)
    return body


def session_from(kind: str, body: str) -> Session | None:
    """The session; None where another version of the program wrote what this one cannot read."""
    if (session := _kept.get(body)) is not None:  # the same letters are the same session: this cannot be stale
        return session
    try:
        return _sessions()[kind].validate_json(body)
    except (KeyError, ValidationError):
        return None


def _keep(body: str, session: Session) -> None:
    _kept[body] = session
    if len(_kept) > KEPT_SESSIONS:
        _kept.popitem(last=False)


def message_body(message: Message) -> str:
    """The message as JSON. Raises PydanticSerializationError where a field holds what its type forbids."""
    return _messages().dump_json(message, warnings="error").decode()


def message_from(body: str) -> Message:
    """The message. Raises ValidationError where another version of the program wrote it."""
    return _messages().validate_json(body)


def appeal_body(task: Task, report: Report) -> str:
    """Task and verdict of an appeal as JSON."""
    return _appeals().dump_json((task, report), warnings="error").decode()


def appeal_from(body: str) -> tuple[Task, Report] | None:
    """Task and verdict; None where another version of the program wrote them."""
    try:
        return _appeals().validate_json(body)
    except ValidationError:
        return None


@cache
def _appeals() -> TypeAdapter[tuple[Task, Report]]:
    return _strict(tuple[Task, Report])


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
