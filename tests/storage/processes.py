"""Other processes for tests: scripts in a fresh interpreter that say what they saw as JSON."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[2]


def started(script: str, *args: object) -> "subprocess.Popen[str]":
    """A Python process that runs the script, with pipes to and from it."""
    command = [sys.executable, "-W", "error", "-c", script, *map(str, args)]
    return subprocess.Popen(command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def told(script: str, *args: object) -> Any:  # noqa: ANN401 - JSON
    """What the script printed, once it has ended well."""
    with started(script, *args) as process:
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0, out
    return json.loads(out)
