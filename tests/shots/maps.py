"""Draws the map with a living page in it: alone in every state that matters, and inside the window."""

import collections.abc
import pathlib
import typing

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.console.map.map_pane import MapPane
from app.console.map.map_state import MapState, Pin, View
from app.console.theme import Choice, Theme
from app.console.type_faces import load_shipped
from app.domain.location.box import Box
from app.ground import folders
from tests.console.map.states import BOX, NOW, sighting, state
from tests.shots import drawing, scenes

FRAMES_MS = 200
"""Two frames and a little: what is reported as painted has then reached the widget."""
GIVE_UP_MS = 20_000
BESIDE, NARROW, LEAST = (760, 960), (464, 660), (300, 420)
BOTH = (Choice.LIGHT, Choice.DARK)
PATH = ((39.8029, -89.6345), (39.8032, -89.6340), (39.8037, -89.6329), (39.8043, -89.6321), (39.8053, -89.6310))
PINS = tuple(Pin(1039 + i, 39.8 + up, -89.63 + right) for i, (up, right) in enumerate([(0.009, -0.006), (0.1, -0.1)]))

Act = collections.abc.Callable[[MapPane], None]


def _moving(**parts: typing.Any) -> MapState:  # noqa: ANN401 parts of a state
    """A caller on the way from where the call was shared."""
    since = len(PATH)
    trail = tuple(
        sighting(i, latitude, longitude, fixed_at=NOW - (since - i) * 40_000)
        for i, (latitude, longitude) in enumerate(PATH)
    )
    shared = sighting(0, *PATH[0], source="share", uncertainty_m=180.0, fixed_at=NOW - 240_000)
    return state(fixes=(shared, *trail[1:], sighting(9)), box=BOX, pins=PINS, zone=drawing.ZONE, **parts)


def _kinds() -> MapState:
    kinds = (("share", None), ("typed", None), ("lei", "cell"), ("lei", "gps"))
    places = enumerate(zip(PATH[1:], kinds, strict=True))
    return state(
        fixes=tuple(
            sighting(i, *place, source=kind[0], reported_source=kind[1], fixed_at=NOW - (4 - i) * 60_000)
            for i, (place, kind) in places
        )
    )


def _across() -> MapState:
    box = Box(south=51, west=178.5, north=53, east=-178)
    fixes = (sighting(1, 51.90, 179.97, uncertainty_m=900.0), sighting(2, 51.88, -179.97, uncertainty_m=300.0))
    return state(fixes=fixes, box=box, untrusted_box_name="AK_0007")


def _pan_away(pane: MapPane) -> None:
    pane.map_actions.follow.trigger()
    pane.look_at(View(39.75, -89.5, 13))


class MapShot(typing.NamedTuple):
    """A state of the map to draw; ``act`` happens once the state is painted."""

    name: str
    state: collections.abc.Callable[[], MapState]
    size: tuple[int, int] = BESIDE
    scale: float = 1.0
    themes: tuple[Choice, ...] = (Choice.LIGHT,)
    act: Act = lambda _pane: None


SHOTS = (
    MapShot("map-one", state, themes=BOTH),
    MapShot("map-moving", lambda: _moving(untrusted_box_name="IL_0142"), themes=BOTH),
    MapShot("map-moving-narrow", _moving, size=NARROW, themes=BOTH),
    MapShot("map-moving-least", _moving, size=LEAST),
    MapShot("map-moving-200", _moving, scale=2.0),
    MapShot("map-box", _moving, themes=BOTH, act=lambda pane: pane.map_actions.fit_box.trigger()),
    MapShot("map-sources", _kinds),
    MapShot("map-panned-away", _moving, themes=BOTH, act=_pan_away),
    MapShot("map-antimeridian", _across, act=lambda pane: pane.map_actions.fit_box.trigger()),
    MapShot("map-huge", lambda: state(fixes=(sighting(1, 39.28527, -76.61247, uncertainty_m=5000.0),)), themes=BOTH),
    MapShot("map-tiny", lambda: state(fixes=(sighting(1, 39.28527, -76.61247, uncertainty_m=3.0),))),
    MapShot("map-nothing-stated", lambda: state(fixes=(sighting(uncertainty_m=None, fixed_at=None),))),
    MapShot("map-none-selected", lambda: state(incident=None, fixes=(), pins=PINS)),
)
WINDOWS = (("window-map", drawing.LARGE), ("window-map-1280", drawing.SMALL))


def draw_maps(out: pathlib.Path, only: str, cache: pathlib.Path) -> collections.abc.Iterator[pathlib.Path]:
    """Draw every state of the map, then the window with its map; yields each file."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_shipped(folders.resources() / "fonts")
    theme = Theme(app)
    out.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        if only in shot.name:
            for choice in shot.themes:
                yield _draw(theme, shot, choice, out, cache)
    for name, size in WINDOWS:
        if only in name:
            for choice in BOTH:
                yield _draw_window(theme, name, size, choice, out, cache)


def _draw(theme: Theme, shot: MapShot, choice: Choice, out: pathlib.Path, cache: pathlib.Path) -> pathlib.Path:
    theme.choose(choice)
    theme.resize_text(shot.scale)
    pane = MapPane(theme, folders.resources() / "map", cache)
    pane.map_actions.follow.setShortcut("L")
    pane.map_actions.fit_fix.setShortcut("Z")
    pane.map_actions.fit_box.setShortcut("Shift+Z")
    pane.resize(*shot.size)
    pane.show()
    pane.show_state(shot.state())
    return _picture(pane, pane, shot.act, out / f"{shot.name}-{choice.value}.png")


def _draw_window(
    theme: Theme, name: str, size: tuple[int, int], choice: Choice, out: pathlib.Path, cache: pathlib.Path
) -> pathlib.Path:
    theme.choose(choice)
    theme.resize_text(1.0)
    scene = scenes.flood()
    window = drawing.make_window(theme, scene, cache)
    drawing.show(window, size)
    drawing.select(1044)(window, scene)
    window.tick()
    window.ticker.stop()
    return _picture(window, window.map_pane, lambda _pane: None, out / f"{name}-{choice.value}.png")


def _picture(whole: QWidget, pane: MapPane, act: Act, path: pathlib.Path) -> pathlib.Path:
    """Start the map, wait until its state is painted, act, take the picture, take all down."""
    pane.failed.connect(_give_up)
    loop = QEventLoop()  # not the application's own: WebEngine doesn't outlive the end of that one
    pane.painted.connect(lambda _number: _rest(pane, act, loop))
    limit = QTimer(interval=GIVE_UP_MS, singleShot=True)
    limit.timeout.connect(lambda: _give_up("nothing was painted"))
    limit.start()
    QTimer.singleShot(0, pane.start)
    loop.exec()
    limit.stop()
    whole.grab().save(str(path))
    pane.close_map()
    whole.close()
    whole.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return path


def _rest(pane: MapPane, act: Act, loop: QEventLoop) -> None:
    act(pane)
    QTimer.singleShot(FRAMES_MS, loop.quit)


def _give_up(reason: str) -> None:
    raise SystemExit(f"The map could not be drawn: {reason}")
