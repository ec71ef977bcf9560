"""The floor: the writes of one answered question by hand on raw sqlite3, as durable as ours (WAL, FULL)."""

import sqlite3
from pathlib import Path

_SCHEMA = """
CREATE TABLE deliveries (team TEXT, delivery TEXT, at INTEGER, PRIMARY KEY (team, delivery)) WITHOUT ROWID;
CREATE TABLE sessions (team TEXT, person TEXT, body TEXT, PRIMARY KEY (team, person)) WITHOUT ROWID;
CREATE TABLE answers (id INTEGER PRIMARY KEY, team TEXT, person TEXT, family TEXT, at INTEGER, points INTEGER);
CREATE INDEX answers_by_person ON answers (team, person, at);
CREATE TABLE daily (team TEXT, day INTEGER, person TEXT, points INTEGER, PRIMARY KEY (team, day, person)) WITHOUT ROWID;
CREATE TABLE totals (team TEXT, person TEXT, points INTEGER, PRIMARY KEY (team, person)) WITHOUT ROWID;
CREATE TABLE memories (team TEXT, person TEXT, family TEXT, due INTEGER, PRIMARY KEY (team, person, family))
  WITHOUT ROWID;
"""
_BODY = "x" * 2_000  # about what an open question takes


class Floor:
    """One connection; `turn` does what a durable turn must at least do, without deciding anything."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
        self._connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + _SCHEMA)
        self._turns = 0

    def turns(self, people: int, together: int) -> None:
        """One turn of each person, `together` of them in one commit."""
        for first in range(0, people, together):
            self._connection.execute("BEGIN IMMEDIATE")
            for person in range(first, min(first + together, people)):
                self._turn(f"p{person}")
            self._connection.execute("COMMIT")

    def _turn(self, person: str) -> None:
        run = self._connection.execute
        self._turns += 1
        now, family = self._turns, f"f{self._turns % 100}"
        run("INSERT INTO deliveries VALUES ('t', ?, ?) ON CONFLICT DO NOTHING", (str(now), now))
        run("SELECT body FROM sessions WHERE team = 't' AND person = ?", (person,)).fetchone()
        run("SELECT due FROM memories WHERE team = 't' AND person = ? AND family = ?", (person, family)).fetchone()
        run("INSERT INTO answers (team, person, family, at, points) VALUES ('t', ?, ?, ?, 10)", (person, family, now))
        run("INSERT INTO daily VALUES ('t', 1, ?, 10) ON CONFLICT DO UPDATE SET points = points + 10", (person,))
        run("INSERT INTO totals VALUES ('t', ?, 10) ON CONFLICT DO UPDATE SET points = points + 10", (person,))
        run("INSERT OR REPLACE INTO memories VALUES ('t', ?, ?, ?)", (person, family, now))
        run("INSERT OR REPLACE INTO sessions VALUES ('t', ?, ?)", (person, _BODY))

    def close(self) -> None:
        """Ends the floor."""
        self._connection.close()
