"""``python -m tests.shots [--out DIR] [--only NAME]``: draws every state of the window and says where."""

import argparse
import itertools
import os
import pathlib
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_FONT_DPI", "96")

from tests.shots.drawing import SHOTS, draw_all
from tests.shots.maps import draw_maps
from tests.shots.triggers import TRIGGER_SHOTS

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main() -> None:
    """Draw."""
    parser = argparse.ArgumentParser(prog="shots")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "shots")
    parser.add_argument("--only", default="", help="states whose name holds this")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="watchfloor-shots-") as cache:
        folder, drawn = pathlib.Path(cache), (arguments.out, arguments.only)
        for path in itertools.chain(draw_all((*SHOTS, *TRIGGER_SHOTS), *drawn, folder), draw_maps(*drawn, folder)):
            print(path)


if __name__ == "__main__":
    main()
