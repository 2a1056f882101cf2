"""Paints the icon, an SVG of our own, in each size that desktops ask for. `make_icons.py FOLDER`."""

import os
import pathlib
import sys

SVG = pathlib.Path(__file__).resolve().parent / "watchfloor.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def paint(folder: pathlib.Path) -> None:
    """Write `watchfloor-SIZE.png` for each size, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt  # noqa: PLC0415 the platform is chosen before Qt is loaded
    from PySide6.QtGui import QGuiApplication, QImage, QPainter  # noqa: PLC0415 as above
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 as above

    application = QGuiApplication(sys.argv[:1])
    drawing = QSvgRenderer(str(SVG))
    for size in SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
        picture.save(str(folder / f"watchfloor-{size}.png"))
    application.quit()


if __name__ == "__main__":
    paint(pathlib.Path(sys.argv[1]))
