"""ARCHITECTURE.md stays short and true: what it names exists, and no folder is left out."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
FILES = {path.relative_to(ROOT / "app").as_posix(): path for path in (ROOT / "app").rglob("*.py")}
LINES = 250


def paths() -> set[str]:
    """Every Python file that the page names, below ``app`` unless it says otherwise."""
    return set(re.findall(r"`([\w/]+\.py)`", PAGE))


def names() -> set[str]:
    """Every name of our code that the page names: ``CamelCase``, ``UPPER`` and ``Class.method``."""
    return set(re.findall(r"`([A-Z]\w+(?:\.\w+)?)`", PAGE))


def defined() -> set[str]:
    found = set()
    for path in FILES.values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found |= {f"{node.name}.{one.name}" for one in node.body if hasattr(one, "name")} | {node.name}
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
            elif isinstance(node, ast.Assign):
                found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def test_it_can_be_read_in_ten_minutes() -> None:
    assert len(PAGE.splitlines()) <= LINES


def test_every_file_that_it_names_exists() -> None:
    ends = {end for name in FILES for end in (name, f"app/{name}", Path(name).name)}
    assert {name for name in paths() if name not in ends and not (ROOT / name).exists()} == set()


def test_every_name_that_it_names_is_defined() -> None:
    assert names() - defined() - {"CONTRIBUTING.md"} == set()


def test_every_folder_has_a_line() -> None:
    folders = {f"app/{Path(name).parent.as_posix()}".removesuffix("/.") for name in FILES} - {"app"}
    assert {folder for folder in folders if f"| `{folder}` |" not in PAGE} == set()
