"""A wheel brings the program and its resources: laid anywhere, it starts without the checkout."""

import os
import pathlib
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata

import pytest

from app import __version__
from tests.journeys import program

ROOT = pathlib.Path(__file__).resolve().parents[2]
MADE_OF = ("app", "resources", "pyproject.toml", "setup.py", "README.md", "LICENSE", "NOTICE")
MAKES_WHEELS = (70, 1)
RESOURCES = "from app.core.paths import resources; print(resources())"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Made from a copy, so that nothing of the making stays in the checkout."""
    if tuple(map(int, metadata.version("setuptools").split(".")[:2])) < MAKES_WHEELS:
        pytest.skip("the setuptools here is older than the lock's and can't make a wheel")
    folder = tmp_path_factory.mktemp("wheel")
    for name in MADE_OF:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--wheel-dir", "out", "."], cwd=folder, check=True, capture_output=True, timeout=300)
    (made,) = (folder / "out").glob("*.whl")
    return made


def test_every_resource_is_in_it_and_nothing_of_the_developers(wheel: pathlib.Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    lie = {file.relative_to(ROOT).as_posix() for file in (ROOT / "resources").rglob("*") if file.is_file()}
    assert {f"app/{name}" for name in lie} <= held
    assert not [name for name in held if name.startswith(("tests", "devtools", "packaging"))]


def test_laid_elsewhere_it_starts_and_finds_its_resources(wheel: pathlib.Path, tmp_path: pathlib.Path) -> None:
    there = tmp_path / "there"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(there)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True, timeout=120)

    def said(*arguments: str) -> str:
        """What a program says that finds `app` in that place and nowhere else."""
        variables = program.environment(PYTHONPATH=str(there))
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert said("-m", "app", "--version").split() == ["watchfloor", __version__]
    assert said("-c", RESOURCES).strip() == str(there / "app" / "resources")
    data = tmp_path / "data"
    with program.running(data):
        pass
    assert "StationStarted" in said("-m", "app", "journal", "list", "--data-dir", str(data), "--json")
    assert (there / "bin" / "watchfloor").is_file() == (os.name == "posix")
