"""Every test, with the coverage that the house asks for."""

import collections.abc
import contextlib
import json
import os
import signal
import subprocess
import tempfile
import typing
from pathlib import Path

from devtools import system_packages
from devtools.checkout import PYTHON, ROOT
from devtools.program import follow, surroundings
from devtools.voice import say

WINDOWS = "tests/console"
"""About half of all the work; Qt and its one thread have a process to themselves."""
DOMAIN = "app/domain/*"
FLOORS = {
    "app/domain": (["--include", DOMAIN], 100),
    # A test lays the program elsewhere and starts it there: that copy is nobody's to cover.
    "elsewhere": (["--include", "app/*", "--omit", DOMAIN], 90),
}
"""Room, how coverage is told about it, per cent of lines and branches."""


def run(arguments: list[str]) -> int:
    """Run pytest; with arguments of one's own only that, without any also the coverage gates.

    What was skipped comes last, so that nobody takes a test that did not run for one that passed.
    """
    if arguments:
        return follow(["-m", "pytest", *arguments], surroundings())
    _provide_servers()
    with tempfile.TemporaryDirectory(prefix="watchfloor-coverage-") as folder:
        # A data file of this run's own: two runs at once in one checkout don't mix their numbers.
        measured = {"COVERAGE_FILE": str(Path(folder) / "data"), "COVERAGE_PROCESS_START": str(ROOT / "pyproject.toml")}
        noted = Path(folder) / "skipped"
        variables = {**surroundings(), **measured, "WATCHFLOOR_TEST_SKIPPED": str(noted)}
        failed = _both_halves(["-m", "coverage", "run", "-m", "pytest"], variables)
        if not failed:
            failed = _judge({**surroundings(), "COVERAGE_FILE": measured["COVERAGE_FILE"]})
        say(_skipped(noted))
        return failed


def _provide_servers() -> None:
    """Install what only tests start, where we are root; who is not is told how, and those tests say that they wait."""
    lacking = system_packages.missing(system_packages.TESTED_AGAINST)
    if not lacking:
        return
    if os.geteuid() == 0:
        system_packages.provide(lacking)
    else:
        command = f"sudo apt-get install --no-install-recommends {' '.join(lacking)}"
        say(f"Tests of these programs are skipped, because they are not installed. To run them too:\n  {command}")


def _skipped(noted: Path) -> str:
    """What both halves did not run, and why, from what tests/guards/skips.py wrote."""
    lines = noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []
    if not lines:
        return "Nothing was skipped"
    found = sorted(map(json.loads, lines))
    return "\n".join([f"Skipped: {len(found)}", *(f"  {test}: {reason}" for test, reason in found)])


def _both_halves(pytest: list[str], variables: dict[str, str]) -> int:
    """Run the windows' tests and, beside them, all others, whose words wait until they are done."""
    with tempfile.TemporaryFile() as said, _beside([*pytest, f"--ignore={WINDOWS}"], variables, said) as others:
        say(f"{WINDOWS} here; all other tests run beside it, and their words follow below")
        failed = follow([*pytest, WINDOWS], variables)
        if failed == -signal.SIGTERM:
            return failed
        others_failed = others.wait()
        said.seek(0)
        say(said.read().decode(errors="replace"))
        return failed or others_failed


@contextlib.contextmanager
def _beside(
    arguments: list[str], variables: dict[str, str], said: typing.IO[bytes]
) -> collections.abc.Iterator[subprocess.Popen[bytes]]:
    """A child that ends, if it has not yet, with what is done beside it."""
    command = [str(PYTHON), *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=variables, stdout=said, stderr=subprocess.STDOUT) as child:
        try:
            yield child
        finally:
            child.terminate()


def _judge(variables: dict[str, str]) -> int:
    """Hold the branches that ran, in this process and those it started, against the floors."""
    _coverage(["combine", "--quiet"], variables)
    low = False
    for room, (chosen, floor) in FLOORS.items():
        wanted = ["report", *chosen, "--fail-under", str(floor), "--show-missing", "--skip-covered"]
        done = _coverage([*wanted, "--skip-empty"], variables)
        reached = done.returncode == 0
        low = low or not reached
        say(f"coverage {room}: {'at least' if reached else 'BELOW'} {floor} %")
        if not reached:
            say(done.stdout + done.stderr)
    return int(low)


def _coverage(arguments: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [str(PYTHON), "-m", "coverage", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
