"""``watchfloor onboarding-sheet``: what RapidSOS asks of a Data Share partner, from a file to text or PDF."""

import argparse
import pathlib
import sys
import tomllib

import msgspec

from app import settings
from app.domain.onboarding.sheet import LABELS, Sheet
from app.export import onboarding
from app.export.pdf import onboarding as paper
from app.ground.clock import SystemClock
from app.ground.exits import Exit, RefusedError

FILE_NAME = "onboarding.toml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the sheet is read and where it goes."""
    parser.add_argument("--data-dir", metavar="D", help=f"where {FILE_NAME} lies")
    parser.add_argument("--out", metavar="FILE", required=True, help="a .pdf or a .txt; - writes text to the terminal")


def run(arguments: argparse.Namespace) -> int:
    """Write the sheet, and say on the terminal what keeps it from being handed over; then the exit code is 1.

    Raises:
        RefusedError: there is no sheet yet, or it or the target can't be used.
    """
    sheet = read(settings.data_directory(arguments.data_dir) / FILE_NAME)
    _write(sheet, arguments.out)
    questions = onboarding.open_questions(sheet)
    for question in questions:
        sys.stderr.write(f"{question}\n")
    return Exit.FOUND if questions else Exit.DONE


def read(file: pathlib.Path) -> Sheet:
    """The sheet in a file.

    Raises:
        RefusedError: there is none, or it holds something else; the sentence shows what one looks like.
    """
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Sheet)
    except FileNotFoundError:
        fields = "".join(f'{name} = ""  # {label}\n' for name, label in LABELS.items())
        raise RefusedError(
            f"There is no {file} yet. Make it with these lines, filled in:\n{fields}", Exit.SETTINGS
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RefusedError(f"{file} can't be used: {error}. Known are: {', '.join(LABELS)}.", Exit.SETTINGS) from None


def _write(sheet: Sheet, out: str) -> None:
    if out == "-":
        sys.stdout.write(onboarding.as_text(sheet))
        return
    target = pathlib.Path(out).expanduser()
    is_paper = target.suffix.lower() == ".pdf"
    content = paper.as_pdf(sheet, SystemClock().now()) if is_paper else onboarding.as_text(sheet).encode()
    try:
        target.write_bytes(content)
    except OSError as error:
        raise RefusedError(
            f"{target} can't be written ({error.strerror}). Choose another --out.", Exit.STORAGE
        ) from None
