"""From the file to the sheet."""

import argparse
import pathlib

import msgspec
import pytest

from app.core.errors import Exit, RefusedError
from app.domain.onboarding import LABELS
from app.station.cli import station
from tests.domain.test_onboarding import GOOD


def run(folder: pathlib.Path, out: str) -> int:
    parser = argparse.ArgumentParser()
    station.add_arguments(parser)
    return station.run_onboarding(parser.parse_args(["--data-dir", str(folder), "--out", out]))


def fill(folder: pathlib.Path, **changed: str) -> None:
    values = {**msgspec.structs.asdict(GOOD), **changed}
    lines = "".join(f'{name} = "{text}"\n' for name, text in values.items())
    (folder / "onboarding.toml").write_text(lines, encoding="utf-8")


def test_paper_text_and_terminal(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path)
    assert run(tmp_path, str(tmp_path / "sheet.pdf")) == Exit.DONE
    assert run(tmp_path, str(tmp_path / "sheet.txt")) == Exit.DONE
    assert run(tmp_path, "-") == Exit.DONE
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "sheet.txt").read_text(encoding="utf-8") == capsys.readouterr().out


def test_what_is_not_ready_is_said_and_exits_1(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, support_email="nobody")
    assert run(tmp_path, "-") == Exit.FOUND
    assert "no e-mail address" in capsys.readouterr().err


def test_without_a_file_its_lines_are_shown(tmp_path: pathlib.Path) -> None:
    with pytest.raises(RefusedError) as refused:
        run(tmp_path, "-")
    assert all(name in str(refused.value) for name in LABELS)


@pytest.mark.parametrize("text", ["solution = 1", "solution_name = 7", "not toml", "solution_nam = 'x'"])
def test_another_file_is_refused(tmp_path: pathlib.Path, text: str) -> None:
    (tmp_path / "onboarding.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match="can't be used"):
        run(tmp_path, "-")


def test_a_target_that_cannot_be_written(tmp_path: pathlib.Path) -> None:
    fill(tmp_path)
    with pytest.raises(RefusedError, match="Choose another --out"):
        run(tmp_path, str(tmp_path / "absent" / "sheet.txt"))
