"""Starts the real `tradeoff` program as its users do: a process of its own, a home of its own, pipes or a terminal."""

import contextlib
import os
import pty
import re
import select
import sqlite3
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from typer.testing import CliRunner

from adapters.cli import app

T = TypeVar("T")

PYTHON = sys.executable
TRADEOFF = str(Path(sys.executable).with_name("tradeoff"))
PATIENCE_S = 30.0  # only a hang takes so long
SCREEN_PATIENCE_S = 15.0
WIDTH = 100

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_=>])")
_CONFIRMED = re.compile(r"\+\d+ points\.|It comes back on \d\d \w{3}\.|Practice: no points until it is due")

# A launcher does what must happen in the child before the program starts: `preexec_fn` is unsafe beside threads.
_LAUNCH = "import os, sys\n{before}\nos.execv(sys.argv[1], sys.argv[1:])"
_TAKE_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)"


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that came to its end."""

    status: int
    out: str
    err: str

    @property
    def words(self) -> str:
        """What was printed, without line ends and the padding of tables, so that wrapping does not matter."""
        return " ".join(self.out.split())

    def refuses(self, *texts: str, status: int = 1) -> None:
        """Fails unless the program ended with a sentence that says all of this, and without a traceback."""
        told = " ".join(self.err.split())
        assert self.status == status, f"exit status {self.status}:\n{self.out}\n{self.err}"
        assert "Traceback" not in self.out + self.err
        for text in texts:
            assert text in told, f"{text!r} is not said, but:\n{self.err}"

    def lives(self) -> "Ended":
        """Fails unless the program ended by itself, well, and without a word on standard error."""
        assert (self.status, self.err) == (0, ""), f"exit status {self.status}:\n{self.out}\n{self.err}"
        return self


@dataclass(frozen=True, slots=True)
class Program:
    """The program in one home, which is also where it runs and keeps its databases."""

    home: Path
    executable: Sequence[str] = (TRADEOFF,)
    extra: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def data(self) -> Path:
        """The folder that this system would keep a person's data in."""
        return self.home / "data" / "tradeoff"

    def file(self, name: str) -> Path:
        """A file in the home."""
        return self.home / name

    def environment(self, changed: Mapping[str, str] | None = None) -> dict[str, str]:
        """What the program is told by its surroundings; nothing of the machine's own settings."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "LANG": "C.UTF-8",
            "LOGNAME": "tester",
            "TZ": "Etc/UTC",
            "TERM": "xterm",
            "PROMPT_TOOLKIT_NO_CPR": "1",  # nobody answers where the cursor is
            **self.extra,
            **(changed or {}),
        }

    def starts(self, *args: str, env: Mapping[str, str] | None = None, before: str = "") -> "Running":
        """A process to talk to; `before` is Python that runs in it before the program does."""
        command = [*self.executable, *args]
        if before:
            command = [PYTHON, "-c", _LAUNCH.format(before=before), *command]
        return Running(
            subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=self.home,
                env=self.environment(env),
            )
        )

    def runs(
        self,
        *args: str,
        lines: Iterable[str] | bytes = b"",
        env: Mapping[str, str] | None = None,
        before: str = "",
    ) -> Ended:
        """A process from start to end, fed with lines."""
        with self.starts(*args, env=env, before=before) as running:
            fed = lines if isinstance(lines, bytes) else "".join(f"{line}\n" for line in lines).encode()
            return running.ends(fed)

    def inside(self, *args: str, env: Mapping[str, str] | None = None) -> Ended:
        """The same commands in this process, half a second sooner. Raises what the program did not expect."""
        cleared = dict.fromkeys((name for name in os.environ if name.startswith("TRADEOFF_")), None)
        with contextlib.chdir(self.home):
            done = CliRunner().invoke(app, args, env={**cleared, **self.environment(env)})
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ended(done.exit_code, done.stdout, done.stderr)

    def plays(
        self,
        *lines: str,
        db: str = "x.db",
        args: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        before: str = "",
    ) -> Ended:
        """A script of lines through a pipe, on a database in the home."""
        return self.runs("play", "--db", f"sqlite:///{db}", "--seed", "7", *args, lines=lines, env=env, before=before)

    def confirmed(self, shown: str) -> int:
        """How many answers that output tells a person were recorded."""
        return len(_CONFIRMED.findall(" ".join(shown.split())))

    def kept(self, db: str = "x.db", table: str = "answers") -> int:
        """How many rows the database keeps."""
        with closing(sqlite3.connect(self.file(db))) as connection:
            (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own name
            return int(count)


class Running:
    """A process on pipes. Leaving its `with` block ends it, whatever happened."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.out = b""

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self.process.communicate()

    def feeds(self, *lines: str) -> None:
        """Lines to its standard input."""
        assert self.process.stdin is not None
        self.process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self.process.stdin.flush()

    def until(self, text: str) -> str:
        """Everything printed so far, once that holds `text`."""
        wanted = text.encode()
        while wanted not in self.out:
            assert self._more(), f"{text!r} never came, but:\n{self.out.decode()}"
        return self.out.decode()

    def until_bytes(self, count: int) -> None:
        """Reads at least so many bytes, or to the end."""
        while len(self.out) < count and self._more():
            pass

    def killed(self) -> str:
        """Kills it at once (signal 9); everything it ever printed."""
        self.process.kill()
        while self._more():
            pass
        self.process.wait(PATIENCE_S)
        return self.out.decode(errors="replace")

    def ends(self, fed: bytes = b"") -> Ended:
        """Waits for its end, with `fed` as the rest of its input."""
        out, err = self.process.communicate(fed or None, timeout=PATIENCE_S)
        return Ended(self.process.returncode, (self.out + out).decode(errors="replace"), err.decode(errors="replace"))

    def unread(self, fed: bytes) -> Ended:
        """Closes the reading end, then feeds on to the end; what it had printed and what it says of that."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.process.stdout.close()
        with contextlib.suppress(BrokenPipeError):  # it may be gone before all is written
            self.process.stdin.write(fed)
            self.process.stdin.close()
        err = self.process.stderr.read().decode(errors="replace")
        status = self.process.wait(PATIENCE_S)
        self.process.stdin = self.process.stdout = None
        return Ended(status, self.out.decode(errors="replace"), err)

    def _more(self) -> bool:
        assert self.process.stdout is not None
        readable, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
        assert readable, f"nothing came for {PATIENCE_S} s after:\n{self.out.decode(errors='replace')}"
        some = os.read(self.process.stdout.fileno(), 65_536)
        self.out += some
        return bool(some)


class Screen:
    """A person at a pseudo terminal in which the program runs."""

    def __init__(self, program: Program, *args: str, width: int = WIDTH) -> None:
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (40, width))
        self._process = subprocess.Popen(
            [PYTHON, "-c", _LAUNCH.format(before=_TAKE_TERMINAL), *program.executable, *args],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=program.home,
            env=program.environment(),
            start_new_session=True,
        )
        os.close(slave)
        self._raw = b""
        self._seen = 0

    def __enter__(self) -> "Screen":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait(PATIENCE_S)
        os.close(self._master)

    @property
    def shown(self) -> str:
        """Everything that was shown, without escape sequences."""
        return _ESCAPES.sub("", self._raw.decode(errors="replace")).replace("\r", "")

    def types(self, keys: str) -> None:
        """Keys as they are pressed; a return is \\r, control-D \\x04."""
        os.write(self._master, keys.encode())

    def until(self, text: str) -> str:
        """Reads on until `text` is shown after what was read before; what came with it."""
        end = time.monotonic() + SCREEN_PATIENCE_S
        while (found := self.shown.find(text, self._seen)) < 0:
            assert self._more(end), f"{text!r} never came, but:\n{self.shown[self._seen :]}"
        came = self.shown[self._seen : found + len(text)]
        self._seen = found + len(text)
        return came

    def ends(self) -> int:
        """Reads to the end; the exit status."""
        end = time.monotonic() + SCREEN_PATIENCE_S
        while self._more(end):
            pass
        return self._process.wait(PATIENCE_S)

    def _more(self, end: float) -> bool:
        readable, _, _ = select.select([self._master], [], [], max(0.0, end - time.monotonic()))
        assert readable, f"the terminal fell silent after:\n{self.shown[self._seen :]}"
        try:
            some = os.read(self._master, 65_536)
        except OSError:  # Linux says so once the program has left the terminal
            return False
        self._raw += some
        return bool(some)


def together(*jobs: Callable[[], T]) -> list[T]:
    """What all of these return, run side by side: most of a short process is its start."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        return [future.result() for future in [pool.submit(job) for job in jobs]]
