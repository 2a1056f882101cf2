"""What a console may import before its first paint (docs/measured.md#imports: jsonschema costs some 70 ms)."""

import pathlib
import subprocess
import sys

import pytest

ROOM = pathlib.Path(__file__).parents[3] / "app" / "domain" / "callflow"
NEEDS_JSONSCHEMA = {"admission", "definition_loader", "form", "schema"}


@pytest.mark.parametrize("wanted", [True, False])
def test_only_the_named_modules_import_jsonschema(wanted: bool) -> None:
    names = sorted(path.stem for path in ROOM.glob("*.py") if (path.stem in NEEDS_JSONSCHEMA) is wanted)
    modules = [f"app.domain.callflow.{name}" for name in names if name != "__init__"]
    code = (
        "import importlib, sys\n"
        f"for name in {modules!r}:\n"
        "    importlib.import_module(name)\n"
        "print('jsonschema' in sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOM.parents[2])
    assert ran.stdout.strip() == str(wanted)
