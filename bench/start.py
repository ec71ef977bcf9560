"""The start: a fresh process to the first question in the terminal, with the whole bank."""

import os
import subprocess
import sys
import time
from pathlib import Path


def start_s(folder: Path) -> tuple[float, float]:
    """Seconds until the first question stands on the screen, and the process's peak memory in MB."""
    command = [sys.executable, "-m", "adapters", "play", "--db", f"sqlite:///{folder / 'start.db'}", "--no-color"]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
    if process.stdin is None or process.stdout is None:
        raise AssertionError("no pipes")
    process.stdin.write("/quiz\n")
    process.stdin.flush()
    if not any("Question 1 of" in line for line in process.stdout):
        raise AssertionError("no question came")
    seconds = time.perf_counter() - started
    process.stdin.close()
    process.stdout.read()
    process.stdout.close()
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return seconds, usage.ru_maxrss / 1024
