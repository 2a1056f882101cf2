"""The list of files, each with the first sentence of its docstring; printed, and committed nowhere."""

import ast
from pathlib import Path


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
