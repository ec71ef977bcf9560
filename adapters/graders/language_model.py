"""A language model on any OpenAI-compatible server: one question, and its reply or the reason why there is none."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated, Any
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, Field, StrictStr, ValidationError

Clock = Callable[[], float]  # seconds that only go up
MAX_REPLY = 65_536  # bytes; a reply that goes on is refused
FAILURES = 3  # after so many in a row ...
REST_S = 60.0  # ... nobody is asked for so long
_OK, _BAD_REQUEST = 200, 400
_LOGGERS = ("httpx", "httpcore")  # at debug level they write down the headers of a reply, which may quote anything


class NoReply(Exception):
    """Why there is no reply: fixed words or a status, nothing of what was sent or received."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Whom to ask. `url` is the server's base, such as https://api.example.com/v1; `key` is shown nowhere.

    Raises ValueError, without any value, where the fields cannot be meant.
    """

    url: str
    key: str = field(repr=False)  # empty for a server that asks for none
    model: str
    timeout_s: float = 20.0  # for the whole question, a second try included

    def __post_init__(self) -> None:
        if not _is_base(self.url):
            raise ValueError("url: starts with http:// or https:// and has a host, and no user, query or fragment")
        if not (self.key.isascii() and self.key.isprintable()) or " " in self.key:
            raise ValueError("key: printable ASCII without spaces")
        if not self.model.strip():
            raise ValueError("model: is empty")
        if not self.timeout_s > 0:
            raise ValueError("timeout_s: is above 0")


class Breaker:
    """Opens for REST_S after FAILURES in a row; then one more failure opens it again, one success closes it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._until: float | None = None

    @property
    def open(self) -> bool:
        """Whether nobody is asked now."""
        with self._lock:
            return self._until is not None and self._clock() < self._until

    def failed(self) -> None:
        """Notes one more failure in a row."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._until = self._clock() + REST_S

    def worked(self) -> None:
        """Notes a success."""
        with self._lock:
            self._failures, self._until = 0, None


class LanguageModel:
    """Asks one endpoint and nobody else: no redirect is followed, no proxy of the environment is used."""

    def __init__(self, endpoint: Endpoint, clock: Clock = time.monotonic) -> None:
        for name in _LOGGERS:
            logging.getLogger(name).setLevel(logging.WARNING)
        self._endpoint = endpoint
        self._clock = clock
        self._schemas = True  # until the server turns out to take none
        key = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
        self._client = httpx.Client(
            headers={"Content-Type": "application/json", "Accept-Encoding": "identity", **key},
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Closes the connections; whoever asks later gets NoReply."""
        self._client.close()

    def ask(self, system: str, user: str, schema: Mapping[str, Any]) -> str:
        """What the model says to `user` under `system`; text that should be JSON of `schema`, but may be anything.

        Raises NoReply.
        """
        deadline = self._clock() + self._endpoint.timeout_s
        strict = {"type": "json_schema", "json_schema": {"name": "verdict", "strict": True, "schema": schema}}
        plain = {"type": "json_object"}
        status, reply = self._posted(system, user, strict if self._schemas else plain, deadline)
        if status == _BAD_REQUEST and self._schemas:
            status, reply = self._posted(system, user, plain, deadline)
            self._schemas = status != _OK
        if status != _OK:
            raise NoReply(f"status {status}")
        return _content(reply)

    def _posted(self, system: str, user: str, form: Mapping[str, Any], deadline: float) -> tuple[int, bytes]:
        """The status, and the body where that is 200."""
        body = {
            "model": self._endpoint.model,
            "temperature": 0,
            "response_format": form,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        }
        url = f"{self._endpoint.url.rstrip('/')}/chat/completions"
        try:
            with self._client.stream("POST", url, content=json.dumps(body), timeout=self._left(deadline)) as response:
                found = response.status_code == _OK
                return response.status_code, self._body(response, deadline) if found else b""
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError, ValueError, OSError) as error:
            raise NoReply(type(error).__name__) from None

    def _body(self, response: httpx.Response, deadline: float) -> bytes:
        body = b""
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > MAX_REPLY:
                raise NoReply("the reply is too long")
            self._left(deadline)
        return body

    def _left(self, deadline: float) -> float:
        """The seconds until `deadline`; a server that sends a byte now and then does not get more."""
        left = deadline - self._clock()
        if left <= 0:
            raise NoReply("out of time")
        return left


class _Message(BaseModel):
    content: StrictStr


class _Choice(BaseModel):
    message: _Message


class _Reply(BaseModel):
    choices: Annotated[list[_Choice], Field(min_length=1)]


def _content(reply: bytes) -> str:
    try:
        return _Reply.model_validate_json(reply).choices[0].message.content
    except ValidationError:
        raise NoReply("no reply of a chat") from None


def _is_base(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(
            parts.scheme in ("http", "https")
            and parts.hostname
            and parts.port != 0
            and url.isascii()
            and url.isprintable()
            and not set(url) & set("@?# ")
        )
    except ValueError:
        return False
