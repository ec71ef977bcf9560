"""`make bench`: all entrants interleaved over several rounds, medians, ratios first, budgets beside them."""

import asyncio
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles

from bench.core import core_turn_us
from bench.durable import TURNS, race
from bench.floor import Floor
from bench.grader import MANY, answer_ms, many_s
from bench.start import start_s
from content.load import load

ROUNDS = 5
CROWD = 200
ALONE_RUNS = 30
CORE_TURNS = 3_000
STARTS = 5
GRADINGS = 3


async def measure(folder: Path) -> dict[str, list[float]]:
    """Every figure of every round."""
    found: dict[str, list[float]] = defaultdict(list)
    # First, while this process is small: on Linux a child's peak memory starts at that of whoever started it.
    for _ in range(STARTS):
        seconds, megabytes = start_s(folder)
        found["start s"].append(seconds)
        found["start MB"].append(megabytes)
    seconds, megabytes = many_s(folder)
    found["many s"].append(seconds)
    found["many MB"].append(megabytes)
    catalog = load()
    floor = Floor(folder)
    async with race(folder) as quiz:
        for _ in range(ROUNDS):
            found["core us"].append(core_turn_us(catalog, CORE_TURNS))
            started = time.perf_counter()
            spent = await quiz.run(CROWD)
            found["crowd turns/s"].append(len(spent) / (time.perf_counter() - started))
            found["crowd p99 ms"].append(quantiles(spent, n=100)[98])
            started = time.perf_counter()
            for _ in range(TURNS):
                floor.turns(CROWD, together=CROWD)
            found["floor crowd turns/s"].append(CROWD * TURNS / (time.perf_counter() - started))
            spent = [turn for _ in range(ALONE_RUNS) for turn in await quiz.run(1)]
            found["alone p50 ms"].append(median(spent))
            found["alone p99 ms"].append(quantiles(spent, n=100)[98])
            started = time.perf_counter()
            floor.turns(ALONE_RUNS * TURNS, together=1)
            found["floor alone ms"].append((time.perf_counter() - started) * 1_000 / (ALONE_RUNS * TURNS))
    floor.close()
    for _ in range(GRADINGS):
        usual, worst = answer_ms(catalog)
        found["answer ms"].append(usual)
        found["worst answer ms"].append(worst)
    return found


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measure(Path(folder)))
    m = {name: median(values) for name, values in found.items()}
    crowd_ratio = m["crowd turns/s"] / m["floor crowd turns/s"]
    alone_ratio = m["alone p50 ms"] / m["floor alone ms"]
    print(f"Medians of {ROUNDS} interleaved rounds in one run; the floor is raw sqlite3, equally durable.\n")
    rows = [
        ("core turn with both messages, no storage", f"{m['core us']:.0f} us", "", "60 us"),
        (
            f"durable turns, a quiz of ten choices by {CROWD}",
            f"{m['crowd turns/s']:,.0f}/s (p99 {m['crowd p99 ms']:.0f} ms)",
            f"{crowd_ratio:.2f} x floor ({m['floor crowd turns/s']:,.0f}/s)",
            "3,000/s, then 10,000/s",
        ),
        (
            "durable turn, one person",
            f"p50 {m['alone p50 ms']:.2f} ms, p99 {m['alone p99 ms']:.2f} ms",
            f"{alone_ratio:.1f} x floor ({m['floor alone ms']:.2f} ms)",
            "p50 2 ms, p99 10 ms",
        ),
        ("start to first question, whole bank", f"{m['start s']:.2f} s", "", "1.0 s warm"),
        (
            "one free-text answer graded",
            f"{m['answer ms']:.1f} ms, worst hostile {m['worst answer ms']:.0f} ms",
            "",
            "5 ms, 50 ms",
        ),
        (f"{MANY:,} answers through tradeoff grade", f"{m['many s']:.0f} s, {m['many MB']:.0f} MB", "", "60 s, 150 MB"),
        ("memory of the terminal", f"{m['start MB']:.0f} MB peak", "", "(no budget yet)"),
    ]
    for name, figure, ratio, budget in rows:
        print(f"{name:46} {figure:32} {ratio:30} budget {budget}")


if __name__ == "__main__":
    main()
