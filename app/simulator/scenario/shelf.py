"""Where the shipped scenarios lie, and how one is named on the command line."""

import sys
from pathlib import Path

SUFFIX = ".json"


def folders() -> list[Path]:
    """Where scenario files may lie: beside a frozen program, inside the installed package, in a checkout."""
    app = Path(__file__).resolve().parents[2]
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [Path(frozen)] if frozen is not None else []
    return [root / "resources" / "scenarios" for root in (*roots, app, app.parent)]


def names() -> list[str]:
    """The names of all shipped scenarios, sorted."""
    return sorted({path.stem for folder in folders() for path in folder.glob("*" + SUFFIX)})


def find(name_or_path: str) -> Path:
    """The file of a shipped scenario, or of the path given; raises FileNotFoundError naming those that exist."""
    as_path = Path(name_or_path)
    candidates = [folder / (name_or_path + SUFFIX) for folder in folders()] if as_path.name == name_or_path else []
    for candidate in [*candidates, as_path]:
        if candidate.is_file():
            return candidate
    raise FileNotFoundError(f"No scenario {name_or_path!r}. There are: {', '.join(names())}; or give a file.")
