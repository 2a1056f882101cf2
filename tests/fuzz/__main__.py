"""``python3 dev.py fuzz [EDGE] [--examples N | --seconds S]``: made-up inputs, other ones each time; what is new stays.

Without an edge all of them have their turn, and then the properties: the suite's own property tests with more examples
and with luck, which the suite itself does without. What a property did not hold for is printed, to be kept as an
``@example`` of its test.

With ``--examples`` inputs are drawn blindly, and one stays when its outcome is of a kind that no input had before. With
``--seconds`` atheris guides them by what they reach, if it is installed (``tests/fuzz/guided.py``), and the smallest
stay that walk a new way through the code.
"""

import argparse
import hashlib
import os
import pathlib
import random
import subprocess
import sys
import time
import traceback

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.edges import CORPUS, EDGES
from tests.fuzz.guiding import guide, there_is_atheris
from tests.fuzz.mutate import mutated
from tests.fuzz.outcome import Read

MOST_KEPT = 40
LARGEST_KEPT = 4_000
PROPERTIES = "properties"
FEWER = 500
"""A property's example costs so much more than an edge's."""


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


def fuzz(edge: str, examples: int, *, keep: bool, lucky: bool = False) -> Run:
    """Run so many examples, each from a number that hypothesis draws: the same ones each time unless ``lucky``."""
    run = Run(edge, keep=keep)

    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=not lucky,
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
    """Run one edge, the properties, or all, and print what came of it; 1 when something raised."""
    parser = argparse.ArgumentParser(prog="dev.py fuzz", description=__doc__)
    parser.add_argument("edge", nargs="?", default="all", choices=[*EDGES, PROPERTIES, "all"])
    parser.add_argument("--examples", type=int, default=1_000_000, help="for each edge; a property gets fewer")
    parser.add_argument("--seconds", type=int, help="guided by atheris, so long for each edge")
    parser.add_argument("--keep", action="store_true", help="keep inputs of new kinds under tests/samples/fuzz")
    chosen = parser.parse_args()
    if chosen.seconds is not None and not there_is_atheris():
        parser.error("--seconds needs atheris, which is installed by hand (tests/fuzz/guided.py); else --examples")
    edges = EDGES if chosen.edge == "all" else [edge for edge in EDGES if edge == chosen.edge]
    raised = sum(_told(edge, chosen) for edge in edges) > 0
    unguided = chosen.edge == PROPERTIES or (chosen.edge == "all" and chosen.seconds is None)
    broken = unguided and properties(chosen.examples // FEWER) != 0
    return int(raised or broken)


def properties(examples: int) -> int:
    """Run the property tests with luck and so many examples, in a process of their own; pytest's exit code."""
    command = [sys.executable, "-m", "pytest", "-m", "hypothesis", "--hypothesis-profile=fuzz", "--quiet"]
    few = {"WATCHFLOOR_TEST_EXAMPLES": str(max(1, examples))}
    return subprocess.run([*command, "--ignore=tests/fuzz"], env={**os.environ, **few}, check=False).returncode


def _told(edge: str, chosen: argparse.Namespace) -> bool:
    """Run the edge and print its line; whether it raised."""
    begun = time.monotonic()
    if chosen.seconds is None:
        run = fuzz(edge, chosen.examples, keep=chosen.keep, lucky=True)
        findings = list(run.failures.items())
        came = f"{run.examples:>10,} examples {time.monotonic() - begun:7.1f} s {len(run.kinds):>4} kinds"
    else:
        guided = guide(edge, chosen.seconds, keep=chosen.keep)
        findings = list(guided.findings)
        came = (
            f"{guided.executions:>10,} executions {time.monotonic() - begun:7.1f} s, coverage {guided.covered_first} "
            f"to {guided.covered_last}, {guided.features_last} features, {guided.inputs} inputs, {guided.kept} kept"
        )
    print(f"{edge:<11} {came}, {len(findings)} findings", flush=True)
    for words, body in findings:
        print(f"  RAISED {words}: {body[:200]!r}", flush=True)
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main())
