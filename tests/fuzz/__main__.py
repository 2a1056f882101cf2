"""``python -m tests.fuzz EDGE --examples N``: a million made-up inputs against one edge; what is new stays as a sample.

An input stays when its outcome is of a kind that no input had before, and when it made the edge raise.
"""

import argparse
import hashlib
import pathlib
import random
import sys
import time
import traceback

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.edges import CORPUS, EDGES, Read
from tests.fuzz.mutate import mutated

MOST_KEPT = 40
LARGEST_KEPT = 4_000


class Run:
    """One edge under made-up inputs."""

    def __init__(self, edge: str, *, keep: bool) -> None:
        self.read, samples = EDGES[edge]
        self.samples = samples()
        self.folder = CORPUS / edge
        self.kinds: dict[str, int] = {}
        self.failures: dict[str, bytes] = {}
        self.examples = 0
        self._keep = keep
        for path in sorted(self.folder.glob("*.bin")):
            self._read(path.read_bytes())

    def one(self, seed: int) -> None:
        """Make one input from a seed, read it, and keep it if it is new."""
        self.examples += 1
        body = mutated(random.Random(seed), self.samples)  # noqa: S311 an input, no secret
        known = len(self.kinds) + len(self.failures)
        self._read(body)
        if len(self.kinds) + len(self.failures) > known:
            self._save(body)

    def _read(self, body: bytes) -> None:
        try:
            kind = self.read(body)
        except Exception:  # noqa: BLE001 any exception is the finding
            last = traceback.format_exc().strip().splitlines()
            self.failures.setdefault(f"{last[-1]} {last[-3].strip()}", body)
        else:
            self.kinds[kind] = self.kinds.get(kind, 0) + 1

    def _save(self, body: bytes) -> None:
        if not self._keep or len(body) > LARGEST_KEPT or len(list(self.folder.glob("*.bin"))) >= MOST_KEPT:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{hashlib.sha256(body).hexdigest()[:12]}.bin").write_bytes(body)


def fuzz(edge: str, examples: int, *, keep: bool) -> Run:
    """Run so many examples, each from a number that hypothesis draws."""
    run = Run(edge, keep=keep)

    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**64 - 1))
    def go(seed: int) -> None:
        run.one(seed)

    go()
    return run


def read_of(edge: str) -> Read:
    """How an edge reads."""
    return EDGES[edge][0]


def kept(edge: str) -> list[pathlib.Path]:
    """The samples that earlier runs found."""
    return sorted((CORPUS / edge).glob("*.bin"))


def main() -> int:
    """Run one edge, or all, and print what came of it; 1 when something raised."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("edge", choices=[*EDGES, "all"])
    parser.add_argument("--examples", type=int, default=1_000_000)
    parser.add_argument("--keep", action="store_true", help="keep inputs of new kinds under tests/samples/fuzz")
    chosen = parser.parse_args()
    failed = 0
    for edge in EDGES if chosen.edge == "all" else [chosen.edge]:
        begun = time.monotonic()
        run = fuzz(edge, chosen.examples, keep=chosen.keep)
        took = time.monotonic() - begun
        print(f"{edge:<11} {run.examples:>9,} examples {took:7.1f} s {len(run.kinds):>4} kinds", flush=True)
        for words, body in run.failures.items():
            failed = 1
            print(f"  RAISED {words}: {body[:200]!r}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
