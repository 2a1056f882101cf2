"""Writes the manual as PDF, as the program's own button does, without a screen. `manual_pdf.py FILE`."""

import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication  # noqa: E402 the platform is chosen before Qt is loaded

from app.console.tools import manual_pages  # noqa: E402 found by the line above
from app.console.tools.manual import pdf_titles  # noqa: E402 as above
from app.console.tools.manual_controller import write_pdf  # noqa: E402 as above


def main(file: str) -> None:
    """Write it, and say how many sheets it has."""
    application = QApplication([])
    print(write_pdf(manual_pages.read(ROOT / "resources"), pathlib.Path(file), pdf_titles()), "sheets")
    application.quit()


if __name__ == "__main__":
    main(sys.argv[1])
