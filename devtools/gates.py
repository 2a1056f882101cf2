"""The gates: everything about the code that a machine can judge without running it."""

import json
import linecache
import os
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from devtools.checkout import LOCK, PYTHON, ROOT, tool
from devtools.voice import say

REASONED = re.compile(r"# noqa: (\w+, )*S\d")
SHIPPED = ["app", "dev.py", "devtools"]


class Verdict(NamedTuple):
    """What one gate said: its name, passed, failed or skipped, how long it took in seconds, and its words."""

    gate: str
    outcome: str
    seconds: float
    words: str


def gates() -> dict[str, list[str]]:
    """Every gate that is a program, by its name."""
    return {
        "format": [tool("ruff"), "format", "--check", "."],
        "lint": [tool("ruff"), "check", "."],
        "types": [tool("mypy")],
        "arrows between rooms": [tool("lint-imports"), "--no-cache"],
        "dead code": [tool("vulture")],
        "spelling": [tool("codespell")],
        "bill of materials": [str(PYTHON), "packaging/bill_of_materials.py"],
        "house rules": [
            str(PYTHON),
            "-m",
            "pytest",
            "--quiet",
            "tests/test_house.py",
            "tests/test_architecture.py",
            "tests/test_citations.py",
        ],
    }


def run() -> int:
    """Run every gate, as many at once as there are cores, and say what each one said; 1 if any failed."""
    with ThreadPoolExecutor(os.cpu_count()) as several:
        waiting = [several.submit(_program, name, command) for name, command in gates().items()]
        waiting += [several.submit(gate) for gate in (_security, _audit)]
        verdicts = [_tell(one.result()) for one in waiting]
    failed = [verdict.gate for verdict in verdicts if verdict.outcome == "failed"]
    say(f"{len(verdicts) - len(failed)} of {len(verdicts)} gates passed" + (f"; failed: {failed}" if failed else ""))
    return int(bool(failed))


def _tell(verdict: Verdict) -> Verdict:
    say(f"{verdict.outcome:<8}{verdict.gate:<22}{verdict.seconds:6.1f} s")
    if verdict.outcome != "passed":
        say("  " + verdict.words.strip().replace("\n", "\n  "))
    return verdict


def _program(name: str, command: list[str]) -> Verdict:
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    outcome = "failed" if done.returncode else "passed"
    return Verdict(name, outcome, time.monotonic() - begun, done.stdout + done.stderr)


def _security() -> Verdict:
    """Run bandit; a line whose ``noqa`` gives ruff's S rules their reason has given it to bandit too."""
    begun = time.monotonic()
    command = [tool("bandit"), "--quiet", "--severity-level", "medium", "--format", "json", "--recursive", *SHIPPED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    took = time.monotonic() - begun
    try:
        results = json.loads(done.stdout)["results"]
    except (ValueError, KeyError):
        return Verdict("security", "failed", took, done.stdout + done.stderr)
    found = [
        f"{one['filename']}:{one['line_number']} {one['test_id']} {one['issue_text']}"
        for one in results
        if not any(REASONED.search(linecache.getline(one["filename"], line)) for line in one["line_range"])
    ]
    return Verdict("security", "failed" if found else "passed", took, "\n".join(found))


def _audit() -> Verdict:
    """Ask the public advisory database about every locked version; skipped where it can't be reached."""
    begun = time.monotonic()
    command = [tool("pip-audit"), "--requirement", str(LOCK), "--disable-pip", "--require-hashes", "--format", "json"]
    command += ["--progress-spinner", "off", "--timeout", "10"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    took = time.monotonic() - begun
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        reason = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        return Verdict("known weaknesses", "skipped", took, f"the advisory database did not answer: {reason[:300]}")
    found = [
        f"{package['name']} {package['version']}: {weakness['id']}, fixed in {weakness['fix_versions'] or 'none'}"
        for package in answer["dependencies"]
        for weakness in package.get("vulns", [])
    ]
    return Verdict("known weaknesses", "failed" if found else "passed", took, "\n".join(found))
