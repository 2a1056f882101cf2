"""``--pictures DIR``: a PNG of the window every few seconds, for whoever can't see the screen."""

import asyncio
import logging
import pathlib

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QWidget

from app.ground import private_files

log = logging.getLogger(__name__)

EVERY_S = 3.0
KEPT = 40


async def take_pictures(window: QWidget, folder: pathlib.Path) -> None:
    """Write ``latest.png`` and a numbered row of pictures, the last 40, until cancelled."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    number = 0
    while True:
        await asyncio.sleep(EVERY_S)
        number += 1
        picture = png(window)
        try:
            private_files.write(folder / "latest.png", picture)
            private_files.write(folder / f"window-{number:04}.png", picture)
            (folder / f"window-{number - KEPT:04}.png").unlink(missing_ok=True)
        except OSError as problem:
            log.warning("The picture could not be written: %s", problem)


def png(window: QWidget) -> bytes:
    """The window as it is now."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    return bytes(buffer.data().data())
