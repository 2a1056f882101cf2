"""The house rules that no linter can say (ARCHITECTURE.md, "Rules that tests hold")."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("app", "devtools", "packaging", "tests")
FILE_LINES, FUNCTION_LINES = 500, 40
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
MODAL_OR_MARKUP = {"exec", "exec_", "processEvents", "setHtml"}
QTS_APPLICATIONS = {"QCoreApplication", "QGuiApplication", "QApplication"}
POSIX_ONLY = {"fcntl", "grp", "pwd", "resource", "termios", "pty"}
MIRRORED = tuple(path.name for path in (ROOT / "app").iterdir() if path.is_dir() and path.name != "__pycache__")

# Put together here, so that this file does not hold what it forbids.
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
MACHINE_PATH = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm|root|tmp/w" + r"f)/")
REGISTRY = re.compile(r"(files\.python" + r"hosted|pypi\.o" + r"rg|registry\.npm" + r"js|deb\.deb" + r"ian)")


def sources(*rooms: str) -> list[Path]:
    """Every Python file of ``rooms``, and dev.py."""
    files = [file for room in rooms for file in sorted((ROOT / room).rglob("*.py"))]
    return [*files, ROOT / "dev.py"]


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def tracked() -> list[Path]:
    """Every file that is or would be committed."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing tells tracked files from others")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for file in tracked():
        text = file.read_bytes()
        if b"\0" in text:
            continue
        lines = text.decode("utf-8", errors="replace").splitlines()
        found += [f"{named(file)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_files_do_one_thing() -> None:
    lengths = {named(file): len(file.read_text(encoding="utf-8").splitlines()) for file in sources(*ROOMS)}
    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}


def test_functions_do_one_thing() -> None:
    long = [
        f"{named(file)}:{one.lineno} {one.name}"
        for file in sources(*ROOMS)
        for one in functions(file)
        if (one.end_lineno or one.lineno) - one.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


def test_names_are_the_fields_own() -> None:
    vague = [named(file) for file in sources(*ROOMS) if VAGUE & set(re.split(r"[/_.]", named(file)))]
    assert vague == []


def test_console_opens_no_modal_loop_and_sets_no_markup() -> None:
    found = [
        f"{named(file)}:{node.lineno} {node.attr}"
        for file in sources("app/console")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in MODAL_OR_MARKUP
    ]
    assert found == []


def promises_translation(node: ast.Attribute) -> bool:
    """Whether it is Qt's ``tr`` or ``translate``, called or only named; a painter and a str translate other things."""
    return node.attr == "tr" or (node.attr == "translate" and getattr(node.value, "id", "") in QTS_APPLICATIONS)


def test_app_promises_no_translations() -> None:
    found = [
        f"{named(file)}:{node.lineno} {ast.unparse(node)}"
        for file in sources("app")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and promises_translation(node)
    ]
    assert found == []


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {name.name.partition(".")[0] for name in node.names}
    return {(node.module or "").partition(".")[0]} if isinstance(node, ast.ImportFrom) else set()


def test_app_imports_nothing_that_windows_lacks() -> None:
    found = [
        f"{named(file)}:{getattr(node, 'lineno', 0)}"
        for file in sources("app")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if imported(node) & POSIX_ONLY
    ]
    assert found == []


def test_tests_mirror_the_app() -> None:
    orphans = []
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        inside = file.relative_to(ROOT / "tests")
        if inside.parts[0] not in MIRRORED:
            continue
        room = ROOT / "app" / inside.parent
        known = {path.stem for path in room.iterdir()} | {room.name} if room.is_dir() else set()
        subject = inside.stem.removeprefix("test_")
        if not any(subject == name or subject.startswith(f"{name}_") for name in known):
            orphans.append(named(file))
    assert orphans == []


def test_importing_any_module_does_nothing() -> None:
    modules = [named(file).removesuffix(".py").replace("/", ".") for file in sources("app") if file.name != "dev.py"]
    command = [sys.executable, "-B", str(ROOT / "tests" / "import_everything.py"), *modules]
    # Coverage would write its own data file into the picture.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


def test_nothing_is_left_unfinished() -> None:
    assert lines_with(UNFINISHED) == []


def test_no_path_of_one_machine_is_committed() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_no_package_registry_is_named() -> None:
    assert lines_with(REGISTRY) == []
