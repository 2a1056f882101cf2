"""Durable answers a second and how long each waits, beside a textbook's receiver, Debian's webhook, and the disk alone.

All alternate in one run, so that a busy minute of the computer is nobody's alone. Every receiver verifies the same
signature and has the share on the disk before it answers 200, but for two that say where the ceilings are: ``bare``
only speaks HTTP, and the other only appends and syncs.
"""

import argparse
import asyncio
import collections
import contextlib
import os
import pathlib
import statistics
import tempfile
import time

from tests.bench.rivals import receivers
from tests.bench.rivals.raw_client import Measured, load
from tests.bench.rivals.receivers import Open, Receiver, UnavailableError
from tests.bench.share_to_200 import body

SECONDS = 3.0
ROUNDS = 3
CONNECTIONS = (1, 16, 64)
PEERS: dict[str, Open] = {
    "ours": receivers.ours,
    "textbook": receivers.textbook,
    "webhook": receivers.webhook,
    "bare, not stored": receivers.bare,
}


def append_and_sync(folder: pathlib.Path, seconds: float) -> Measured:
    """What the disk gives to one writer that does nothing else."""
    waits: list[float] = []
    start = time.perf_counter()
    with (folder / "appended").open("ab", buffering=0) as file:
        while time.perf_counter() - start < seconds:
            begun = time.perf_counter()
            file.write(body(len(waits)))
            os.fsync(file.fileno())
            waits.append((time.perf_counter() - begun) * 1000)
    return Measured(time.perf_counter() - start, waits, collections.Counter({200: len(waits)}))


def line(name: str, connections: int, runs: list[Measured]) -> str:
    """Medians over the rounds."""
    middle = [
        statistics.median(values)
        for values in (
            [run.per_second for run in runs],
            [run.percentile(0.5) for run in runs],
            [run.percentile(0.99) for run in runs],
            [run.percentile(0.999) for run in runs],
        )
    ]
    odd = sum(count for run in runs for status, count in run.statuses.items() if status != 200)
    told = f"   {odd} not 200" if odd else ""
    return (
        f"{name:<16} {connections:>4} {middle[0]:>10,.0f} {middle[1]:>9.2f} {middle[2]:>9.2f} {middle[3]:>9.2f}{told}"
    )


class Bench:
    """All receivers up at once, measured one after the other, round after round."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next = 0
        self.runs: dict[tuple[str, int], list[Measured]] = {}

    def one_round(self, up: dict[str, Receiver], folder: pathlib.Path) -> None:
        """Everybody once with each number of connections."""
        for connections in CONNECTIONS:
            for name, receiver in up.items():
                self._note(name, connections, asyncio.run(self._load(receiver, connections)))
        self._note("append + fsync", 1, append_and_sync(folder, self._seconds))

    async def _load(self, receiver: Receiver, connections: int) -> Measured:
        self._next += 10_000_000
        return await load(
            receiver.url, receiver.requests, connections=connections, seconds=self._seconds, first=self._next
        )

    def _note(self, name: str, connections: int, run: Measured) -> None:
        self.runs.setdefault((name, connections), []).append(run)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    bench, up = Bench(given.seconds), {}
    with contextlib.ExitStack() as stack, tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as folder:
        for name, opened in PEERS.items():
            try:
                up[name] = stack.enter_context(opened())
            except UnavailableError as why:
                print(f"{name}: left out, {why}")
        for _ in range(given.rounds):
            bench.one_round(up, pathlib.Path(folder))
    print(f"{'':<16} {'conn':>4} {'acks/s':>10} {'p50 ms':>9} {'p99 ms':>9} {'p99.9 ms':>9}")
    for (name, connections), runs in sorted(bench.runs.items(), key=lambda entry: (entry[0][1], entry[0][0])):
        print(line(name, connections, runs))


if __name__ == "__main__":
    main()
