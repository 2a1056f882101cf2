"""Programs of other people that a test really starts: installed where CI runs as root, else a skip with its reason."""

import os
import shutil

import pytest

from devtools import system_packages


def needed(name: str, package: str) -> str:
    """The program's path."""
    if "CI" in os.environ:
        system_packages.provide(system_packages.missing((package,)))
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin")
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found
