"""Programs of other people that a test really starts.

Installed where CI runs as root. Where Debian's packages could have brought one to CI and did not, its test fails: a
skip would say forever that all is well. Elsewhere it is a skip with its reason, which `dev.py test` repeats at its end.
"""

import os
import shutil
from typing import NoReturn

import pytest

from devtools import system_packages


def needed(name: str, *packages: str) -> str:
    """The program's path; ``packages`` are Debian's, the program's own first."""
    if "CI" in os.environ:
        system_packages.provide(system_packages.missing(packages))
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin")
    if found is None:
        missing(f"{name} is not installed here")
    return found


def missing(reason: str) -> NoReturn:
    """Skip for want of a package, or fail where a registry would have had it."""
    if "CI" in os.environ and shutil.which("apt-get"):
        pytest.fail(f"{reason}, and a package would have brought it", pytrace=False)
    pytest.skip(reason)
