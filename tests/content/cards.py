"""A small sound bank as TOML, one card of every kind, to be broken in one place by a test."""

from collections.abc import Mapping
from pathlib import Path

from content.faults import BankError, Fault
from content.load import load

QUESTION = """\
[session-store]
kind = "best_fit"
topic = "cache"
stem = "A chat keeps 100M sessions that expire. Which store fits?"
flip = "If nothing expired, Memcached would do."
sources = ["manual"]
difficulty = 2
bloom = "apply"
author = "writer"
reviewed_by = "reader"
reviewed_on = 2026-11-22

[[session-store.options]]
text = "Redis with a TTL"
right = true
explain = "Keys expire by themselves."

[[session-store.options]]
text = "MySQL with a job"
explain = "The job would lag."

[[session-store.options]]
text = "Kafka with a topic"
explain = "A log is no lookup."
"""

SHORT = """\
[open-source-sql]
kind = "short"
topic = "database"
stem = "Which open database grew out of Ingres?"
flip = "If MySQL were asked for, its roots are others."
sources = ["judgement"]
difficulty = 1
bloom = "remember"
author = "writer"
status = "draft"
accepted = ["PostgreSQL", "postgres"]
explain = "Post-Ingres gave it its name."
"""

TREE = """\
[store]
topic = "database"
title = "Choosing a store"
root = "model"
sources = ["manual"]

[store.nodes.model]
ask = "Which data model?"

[[store.nodes.model.edges]]
when = "Looked up by key"
to = "kv"
facts = ["Every read knows its key."]

[[store.nodes.model.edges]]
when = "Tables"
to = "sql"
facts = ["Orders have lines.", "Two accounts change together."]

[store.nodes.kv]
leaf = ["redis"]

[store.nodes.sql]
leaf = ["mysql"]
"""

CASE = """\
[chat]
name = "A chat"
about = "People write to each other."
needs = ["Messages"]
given = ["500M people, 40 messages each"]
metrics = ["lag"]
followups = ["What breaks first?"]

[[chat.numbers]]
what = "Average writes"
expr = "500e6 * 40 / 86400"
value = 231_481
unit = "writes/s"

[[chat.decisions]]
id = "store"
topic = "database"
title = "The store"
options = ["redis", "mysql"]
best = ["mysql"]
accepted = ["redis"]
why = "It lasts."
lose = "Some speed."
model_answer = ["It must last.", "I choose MySQL.", "I give up speed."]

[[chat.decisions.flips]]
when = "nothing must last"
then = "Redis"

[[chat.scoping]]
ask = "How many?"
answer = "500M."
"""


def _technology(card_id: str, name: str) -> str:
    return f"""\
[{card_id}]
name = "{name}"
decision = "cache"
model = "A store"
strong = ["quick"]
give_up = ["room"]

[[{card_id}.limits]]
what = "Size of a value"
value = "512 MB"
source = "manual"
checked_on = 2026-11-22
stale_after = 2028-11-22

[[{card_id}.myths]]
myth = "It never fails"
truth = "It does."

[[{card_id}.myths]]
myth = "It is free"
truth = "It is not."
"""


SOUND: Mapping[str, str] = {
    "sources.toml": '[manual]\nurl = "https://example.org"\ntitle = "The manual"\nseen_on = 2026-11-22\n',
    "technologies/redis.toml": _technology("redis", "Redis"),
    "technologies/mysql.toml": _technology("mysql", "MySQL"),
    "steps/framework.toml": """\
[need]
order = 1
name = "Need"
ask = "Which?"
why = "So."
strong = "10 a second"
weak = "fast"
""",
    "decisions/cache.toml": """\
[cache]
topic = "cache"
order = 2
ask = "Which cache?"
axis = "richness or plainness"

[[cache.options]]
technologies = ["redis"]
gain = "types"
price = "room"
""",
    "trees/store.toml": TREE,
    "prices/cache.toml": """\
[ram]
gain = "speed"
price = "RAM"
technologies = ["redis"]
near = ["disk"]

[disk]
gain = "room"
price = "speed"
technologies = ["mysql"]
""",
    "antipatterns/design.toml": '[fashion]\nname = "Fashion"\nsmell = "it is new"\nfix = "name the need"\n',
    "metrics/queue.toml": """\
[lag]
name = "Consumer lag"
signal = "saturation"
tells = "Readers fall behind"
not_tells = "why"
first_check = "the slowest reader"
alert = "over 60 s"

[depth]
name = "Queue depth"
signal = "saturation"
tells = "How much waits"
not_tells = "for how long"
first_check = "the arrival rate"
alert = "over 1,000"
""",
    "symptoms/queue.toml": """\
[late]
seen = "Mails come late"
first = "lag"
why = "It shows waiting."
near = ["depth"]
""",
    "cases/chat.toml": CASE,
    "assignments/course.toml": """\
[course]
case = "chat"
title = "Four decisions"
about = "In three sentences each."

[[course.tasks]]
ask = "Which store?"
topic = "database"
look_for = ["A number"]
model_answer = ["It must last.", "I choose MySQL.", "I give up speed."]
""",
    "questions/cache.toml": QUESTION,
    "questions/database.toml": SHORT,
}


def written(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """The files below `root`."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def faults_of(root: Path) -> tuple[Fault, ...]:
    """Everything that is wrong with the bank below `root`."""
    try:
        load(root)
    except BankError as error:
        return error.faults
    return ()


def broken(root: Path, file: str, old: str, new: str) -> tuple[Fault, ...]:
    """The faults of the sound bank after one change."""
    assert SOUND[file].count(old) == 1, f"{old!r} stands {SOUND[file].count(old)} times in {file}"
    return faults_of(written(root, {**SOUND, file: SOUND[file].replace(old, new)}))


def the_fault(root: Path, file: str, old: str, new: str) -> Fault:
    """The one fault of that file after one change."""
    faults = [fault for fault in broken(root, file, old, new) if fault.file == file]
    assert len(faults) == 1, "\n".join(map(str, faults)) or "no fault was found"
    return faults[0]


def line_of(file: str, text: str) -> int:
    """The line of the sound file that starts with `text`."""
    lines = [number for number, line in enumerate(SOUND[file].split("\n"), start=1) if line.startswith(text)]
    assert len(lines) == 1, f"{text!r} starts lines {lines} of {file}"
    return lines[0]
