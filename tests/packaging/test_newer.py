"""The program that the tryout upgrades to says it is the next version, and a console takes that for newer."""

import importlib.util
import pathlib
import re

from app.console.station.keeper import is_older

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_next_version_is_newer_than_this_one() -> None:
    spec = importlib.util.spec_from_file_location("newer", ROOT / "packaging" / "newer.py")
    assert spec
    assert spec.loader
    newer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(newer)
    source = (ROOT / "app" / "__init__.py").read_text(encoding="utf-8")
    ours, theirs = (re.search(r'__version__ = "(.+)"', text) for text in (source, newer.calling_itself_newer(source)))
    assert ours
    assert theirs
    assert is_older(ours[1], theirs[1])
