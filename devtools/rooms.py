"""The list of rooms in ARCHITECTURE.md, written from the first sentence of every module's docstring."""

import ast
from pathlib import Path

from devtools.checkout import ROOT
from devtools.voice import GiveUpError

PAGE = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- rooms: begin, written by `python3 dev.py rooms` -->\n", "<!-- rooms: end -->\n"


def write() -> None:
    """Write the list in ARCHITECTURE.md anew."""
    PAGE.write_text(_renewed(), encoding="utf-8")


def fresh() -> bool:
    """Whether the list says what the docstrings say."""
    return PAGE.read_text(encoding="utf-8") == _renewed()


def _renewed() -> str:
    before, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise GiveUpError("ARCHITECTURE.md has lost the two comments between which the list of rooms stands.")
    return f"{before}{BEGIN}\n{listing(ROOT / 'app')}\n{END}{after}"


def listing(package: Path) -> str:
    """Every room below ``package`` with its sentence, and below it every file with its own."""
    lines = []
    for room in sorted(path.parent for path in package.rglob("__init__.py")):
        lines.append(f"- **{room.relative_to(package.parent).as_posix()}/** {sentence(room / '__init__.py')}")
        lines += [
            f"  - `{file.name}` {sentence(file)}" for file in sorted(room.glob("*.py")) if file.stem != "__init__"
        ]
    return "\n".join(lines) + "\n"


def sentence(file: Path) -> str:
    """The first paragraph of a module's docstring on one line, empty without one."""
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split())
