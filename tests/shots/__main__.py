"""``python -m tests.shots [--out DIR] [--only NAME]``: draws every state of the window and says where.

``--manual`` draws the pictures that stand in the manual's pages instead, into the manual itself.
"""

import argparse
import collections.abc
import itertools
import os
import pathlib
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_FONT_DPI", "96")

from tests.shots.asides import draw_asides
from tests.shots.drawing import SHOTS, draw_all
from tests.shots.first_runs import FIRST_RUN_SHOTS
from tests.shots.manual import draw_manual, draw_pictures
from tests.shots.maps import draw_maps
from tests.shots.settings import SETTINGS_SHOTS
from tests.shots.triggers import TRIGGER_SHOTS
from tests.shots.windows import WINDOW_SHOTS
from tests.shots.working import WORKING_SHOTS

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main() -> None:
    """Draw."""
    parser = argparse.ArgumentParser(prog="shots")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "shots")
    parser.add_argument("--only", default="", help="states whose name holds this")
    parser.add_argument("--manual", action="store_true", help="draw the manual's own pictures anew")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="watchfloor-shots-") as cache:
        folder = pathlib.Path(cache)
        drawn = draw_pictures(folder) if arguments.manual else _every(arguments.out, arguments.only, folder)
        for path in drawn:
            print(path)


def _every(out: pathlib.Path, only: str, cache: pathlib.Path) -> collections.abc.Iterator[pathlib.Path]:
    states = draw_all(
        (*SHOTS, *WORKING_SHOTS, *TRIGGER_SHOTS, *WINDOW_SHOTS, *SETTINGS_SHOTS, *FIRST_RUN_SHOTS), out, only, cache
    )
    return itertools.chain(states, draw_asides(out, only), draw_manual(out, only), draw_maps(out, only, cache))


if __name__ == "__main__":
    main()
