"""Hands at the desk of a room: keys, the mouse and pictures by xdotool, as whoever sits there would work."""

import pathlib
import subprocess

from room import Room  # type: ignore[import-not-found]  # beside this file, found by its folder
from transcript import until  # type: ignore[import-not-found]  # as above

APPEARS_S = 30.0


class Hands:
    """Works the windows of one user's screen."""

    def __init__(self, room: Room, user: str, variables: dict[str, str]) -> None:
        self._room = room
        self._user = user
        self._variables = variables

    def window(self, name: str) -> str | None:
        """The number of the visible window of exactly this title."""
        asked = ["xdotool", "search", "--onlyvisible", "--name", f"^{name}$"]
        found = self._room.run(self._user, self._variables, *asked, may_fail=True).stdout.split()
        return found[0] if found else None

    def opened(self, name: str) -> str:
        """The window of this title, once it is there."""
        return str(until(f"the window {name!r}", APPEARS_S, lambda: self.window(name)))

    def front(self, name: str) -> None:
        """Bring a window to the front and give it the keyboard."""
        self._do("windowactivate", "--sync", self.opened(name))

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by X's names."""
        self._do("key", *keys)

    def write(self, text: str) -> None:
        """Type a text where the cursor is, in place of what stands there."""
        self._do("key", "ctrl+a")
        self._do("type", "--delay", "15", text)

    def click(self, window: str, right: int, down: int) -> None:
        """Click in a window; negative distances count from its right and lower edge (pixels)."""
        told = self._do("getwindowgeometry", "--shell", window).stdout.splitlines()
        size = dict(line.split("=") for line in told)
        across = right if right >= 0 else int(size["WIDTH"]) + right
        along = down if down >= 0 else int(size["HEIGHT"]) + down
        self._do("mousemove", "--window", window, str(across), str(along), "click", "1")

    def _do(self, *words: str) -> "subprocess.CompletedProcess[str]":
        done: subprocess.CompletedProcess[str] = self._room.run(self._user, self._variables, "xdotool", *words)
        return done


def share_of(picture: pathlib.Path, colour: tuple[int, int, int]) -> float:
    """How much of a picture is of one colour, from 0 to 1."""
    from PIL import Image, ImageChops  # noqa: PLC0415 only where a picture is judged; the package is built without

    with Image.open(picture) as drawn:
        seen = drawn.convert("RGB")
    away = ImageChops.difference(seen, Image.new("RGB", seen.size, colour)).convert("L")
    return away.histogram()[0] / (seen.width * seen.height)
