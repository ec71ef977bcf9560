"""The table of commands: routing, help, README and every platform's registration read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.errors import Refusal
from bot.text import folded, listed, nearest

ALL_TOPICS = "all"
TOPIC_WORDS: Mapping[str, str] = {
    "all": ALL_TOPICS,
    "framework": "framework", "decisions": "framework", "antipatterns": "framework", "basics": "framework",
    "database": "database", "databases": "database", "db": "database", "data": "database",
    "cache": "cache", "caches": "cache", "caching": "cache",
    "queue": "queue", "queues": "queue", "messaging": "queue", "mq": "queue",
    "compute": "compute", "servers": "compute", "containers": "compute",
    "monitoring": "monitoring", "metrics": "monitoring", "observability": "monitoring",
}  # fmt: skip
WINDOW_WORDS: Mapping[str, str] = {
    "day": "day", "today": "day",
    "week": "week",
    "30d": "30d", "month": "30d",
    "season": "season", "quarter": "season",
    "all": "all", "ever": "all",
}  # fmt: skip
PAGE_WORDS: Mapping[str, str] = {
    "help": "help", "settings": "settings", "about": "about",
    "zone": "zone", "timezone": "zone", "name": "name", "board": "board",
    "framework": "framework", "map": "map", "tree": "tree", "case": "case", "assignment": "assignment",
    "antipatterns": "antipatterns", "sheet": "sheet",
}  # fmt: skip
MAX_COUNT = 50


@dataclass(frozen=True, slots=True)
class Arg:
    """One optional word after a command: one of `words` (each leading to its value), a number, or the rest."""

    name: str
    about: str
    words: Mapping[str, str] | None = None
    most: int = 0
    rest: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The values that a platform may offer as a list."""
        return tuple(dict.fromkeys((self.words or {}).values()))


@dataclass(frozen=True, slots=True)
class Spec:
    """One command: what follows it, what it does, who sees the answer, and one example."""

    name: str
    args: tuple[Arg, ...]
    about: str
    example: str
    audience: Literal["private", "place"] = "private"
    reads_only: bool = False

    @property
    def usage(self) -> str:
        """`/quiz [topic] [count]`."""
        return " ".join([f"/{self.name}", *(f"[{arg.name}]" for arg in self.args)])


COMMANDS: tuple[Spec, ...] = (
    Spec(
        "quiz",
        (
            Arg("topic", "what to ask about", TOPIC_WORDS),
            Arg("count", f"how many questions, 1 to {MAX_COUNT}", most=MAX_COUNT),
        ),
        "a run of questions, each explained after your answer, with a summary at the end",
        "/quiz cache 3",
    ),
    Spec(
        "progress",
        (),
        "what you have learned by topic, your first-try rate, streak and what is due",
        "/progress",
        reads_only=True,
    ),
    Spec(
        "leaderboard",
        (Arg("window", "day, week, 30d, season or all", WINDOW_WORDS),),
        "the top places and your own; equal points share a rank",
        "/leaderboard week",
        audience="place",
        reads_only=True,
    ),
    Spec(
        "study",
        (
            Arg("page", "help, a page of the course, or a setting", PAGE_WORDS),
            Arg("value", "what to look up or to set", rest=True),
        ),
        "help, the course's pages, a sheet on any technology or metric, and your settings",
        "/study sheet redis",
    ),
)
_BY_NAME = {spec.name: spec for spec in COMMANDS}
ALIASES: Mapping[str, tuple[str, str]] = {"help": ("study", "help"), "start": ("study", "help")}


def find(name: str) -> Spec:
    """The command called `name`. Refuses others, naming the nearest and all that are known."""
    spec = _BY_NAME.get(name.casefold())
    if spec is None:
        guess = nearest(name, _BY_NAME)
        meant = f" Did you mean /{guess}?" if guess else ""
        raise Refusal(f"I do not know /{name[:40]}.{meant} I know {listed(f'/{s.name}' for s in COMMANDS)}.")
    return spec


def parse(spec: Spec, text: str) -> Mapping[str, str]:
    """The words after a command, by argument name, in any order. Refuses words that no argument takes."""
    found: dict[str, str] = {}
    words = text.split()
    while words:
        word = words.pop(0)
        arg, value = _taken(spec, word, found)
        if arg.rest:
            found[arg.name] = " ".join([word, *words])
            break
        found[arg.name] = value
    return found


def _taken(spec: Spec, word: str, found: Mapping[str, str]) -> tuple[Arg, str]:
    free = [arg for arg in spec.args if arg.name not in found]
    for arg in free:
        if arg.words and (value := arg.words.get(folded(word).replace(" ", ""))):
            return arg, value
        if arg.most and word.isdecimal():
            if not 1 <= len(word) <= len(str(arg.most)) or not 1 <= int(word) <= arg.most:
                raise Refusal(f"{word[:20]} is out of range: {arg.about}. For example: {spec.example}")
            return arg, str(int(word))
        if arg.rest and found:
            return arg, word
    if any(arg.words and folded(word) in arg.words for arg in spec.args if arg.name in found):
        raise Refusal(f"“{word[:40]}” is one too many: {spec.usage} takes one of each. For example: {spec.example}")
    raise Refusal(_unknown(spec, word, free))


def _unknown(spec: Spec, word: str, free: list[Arg]) -> str:
    known = [value for arg in free for value in arg.values]
    guess = nearest(word, [w for arg in free for w in arg.words or ()])
    meant = f" Did you mean “{guess}”?" if guess else ""
    takes = "; ".join(f"{arg.name}: {', '.join(arg.values) or arg.about}" for arg in spec.args)
    if not known and not free:
        return f"“{word[:40]}” is one word too many for {spec.usage}. For example: {spec.example}"
    return f"I do not know “{word[:40]}” here.{meant} {spec.usage} takes {takes or 'no words'}."
