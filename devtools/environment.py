"""The environment in `.venv`: made once from the hashed lock, afterwards recognised by its stamp without a network."""

import hashlib
import importlib
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from devtools import system_packages
from devtools.checkout import LOCK, PYTHON, ROOT, VENV
from devtools.voice import GiveUpError, progress, say

STAMP = VENV / "watchfloor-setup"
NEWEST = (3, 13)
"""The newest Python that the lock was resolved for (pyproject.toml, requires-python)."""

INSTALLED = "from importlib.metadata import distributions as d\nfor x in d(): print(x.name, x.version)"


def ensure() -> None:
    """Return when `.venv` holds what the lock says and the system packages are there, setting up what is not.

    Raises:
        GiveUpError: if a person has to do something first; it says what.
    """
    if _stamped():
        return
    complete = system_packages.provide(system_packages.missing() + _lacking_for_venv())
    if VENV.is_symlink():
        _accept_borrowed()
    else:
        _make()
        _install()
    if complete:
        STAMP.write_text(_fingerprint(), encoding="ascii")
    say("Set up. From now on this works without a network.")


def _stamped() -> bool:
    """Whether an earlier run left this environment complete for this very lock."""
    return PYTHON.exists() and STAMP.is_file() and STAMP.read_text(encoding="ascii") == _fingerprint()


def _fingerprint() -> str:
    """One digest of all that decides what an environment has to hold."""
    return hashlib.sha256(LOCK.read_bytes() + " ".join(system_packages.WANTED).encode()).hexdigest()


def _lacking_for_venv() -> list[str]:
    """``python3-venv`` where Debian left ensurepip out of Python and an environment is still to be made."""
    importlib.invalidate_caches()  # apt-get may have put it there a moment ago
    return [] if PYTHON.exists() or find_spec("ensurepip") else [system_packages.VENV_MODULE]


def _make() -> None:
    """Make `.venv` with pip in it, unless a usable one is there already."""
    if PYTHON.exists() and _run([str(PYTHON), "-m", "pip", "--version"]).returncode == 0:
        return
    if sys.version_info[:2] > NEWEST:
        raise GiveUpError(
            f"Python {NEWEST[0]}.{NEWEST[1]} is the newest one the lock knows; start dev.py with that one."
        )
    if _lacking_for_venv():
        raise GiveUpError("Without python3-venv, Python can't make the environment that everything here runs in.")
    say(f"Making the environment {VENV.relative_to(ROOT)} with Python {sys.version.split()[0]}")
    # In a process of its own: the ensurepip that apt-get just installed is not visible to this one.
    made = _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise GiveUpError(f"Python could not make it: {(made.stdout + made.stderr).strip()[-1000:]}")


def _install() -> None:
    """Bring the environment to the lock with pip, every file checked against its hash."""
    total = len(pins())
    say(f"Installing {total} locked packages, hashes checked (about 400 MB the first time)")
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--requirement", str(LOCK)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT) as pip:
        last_lines = _follow(pip, total)
    if pip.returncode:
        raise GiveUpError(
            "pip could not install the lock. The first set-up needs a network; run the same command again when it is "
            f"there, it goes on where it stopped. pip's last words:\n{last_lines}"
        )


def _follow(pip: subprocess.Popen[str], total: int) -> str:
    """Turn pip's output into progress; returns its last lines."""
    lines: list[str] = []
    done = 0
    for line in pip.stdout or ():
        lines = [*lines[-14:], line.rstrip()]
        word, _, rest = line.strip().partition(" ")
        if word in {"Collecting", "Processing", "Ignoring"} or line.startswith("Requirement already satisfied"):
            done = min(done + 1, total)
            progress(done, total, Path(rest.split(" (")[0]).name)
        elif word == "Installing":
            say("  unpacking them all (half a minute)")
    return "\n".join(lines)


def pins() -> dict[str, str]:
    """Each locked package's version and marker, by its normalised name: ``{"colorama": "0.4.6 ; sys_platform…"}``."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    named = (line.rstrip("\\ ").partition("==") for line in lines if line[:1].isalnum())
    return {_normal(name): version for name, _, version in named}


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _accept_borrowed() -> None:
    """Accept an environment that `.venv` only points at, if it lacks nothing; it is never written to by pip."""
    answer = _run([str(PYTHON), "-c", INSTALLED])
    installed = {_normal(name): version for name, version in map(str.split, answer.stdout.splitlines())}
    everywhere = {name: text for name, text in pins().items() if ";" not in text}
    lacking = sorted(everywhere.keys() - installed.keys())
    if lacking:
        raise GiveUpError(f".venv points at {VENV.resolve()}, which lacks {', '.join(lacking)}. Complete or unlink it.")
    for name, version in sorted(everywhere.items()):
        if installed[name] != version:
            say(f"  note: the environment that .venv points at has {name} {installed[name]}, the lock {version}")


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)
