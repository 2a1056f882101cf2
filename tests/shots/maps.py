"""Draws the map with a living page in it: alone in every state that matters, and inside the window."""

import collections.abc
import gc
import pathlib
import tempfile
import typing

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.console.map.appearance import Layer, MapLook, Units
from app.console.map.base_map import BaseMapDialog
from app.console.map.goto_bar import GotoBar
from app.console.map.pane import MapPane
from app.console.map.state import MapState, Pin, View
from app.console.map.tiles.source import BaseMap, BaseMapCondition, BaseMapStatus
from app.console.theme.theme import Choice, Theme
from app.console.theme.tokens import load_shipped
from app.core import paths
from app.domain.location.fix import Box
from tests.console.map.states import BOX, NOW, sighting, state
from tests.console.map.tiles.pictures import make_map
from tests.shots import drawing, scenes

FRAMES_MS = 200
"""Two frames and a little: what is reported as painted has then reached the widget."""
GIVE_UP_MS = 20_000
BESIDE, NARROW, LEAST = (760, 960), (464, 660), (300, 420)
BOTH = (Choice.LIGHT, Choice.DARK)
PATH = ((39.8029, -89.6345), (39.8032, -89.6340), (39.8037, -89.6329), (39.8043, -89.6321), (39.8053, -89.6310))
PINS = tuple(Pin(1039 + i, 39.8 + up, -89.63 + right) for i, (up, right) in enumerate([(0.009, -0.006), (0.1, -0.1)]))

Act = collections.abc.Callable[[MapPane], None]
Wait = collections.abc.Callable[[MapPane], int]
"""What happens once the state is painted, and for how many ms its picture is waited for."""


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


def _go_to(pane: MapPane) -> None:
    pane.go_to(39.85, -89.6)


def _in_doubt(pane: MapPane) -> None:
    pane.map_actions.goto.trigger()
    field = pane.findChild(GotoBar)
    assert isinstance(field, GotoBar)
    field.field.setText("-89.6, 39.8")


def _imperial(pane: MapPane) -> None:
    pane.wear(MapLook(units=Units.IMPERIAL, hidden=frozenset({Layer.GRID})))


def _streets(pane: MapPane) -> None:
    folder = pathlib.Path(tempfile.mkdtemp(prefix="watchfloor-shots-"))
    pane.tiles.use(BaseMap(file=str(make_map(folder, "mbtiles", 5))), "")


def _broken(pane: MapPane) -> None:
    pane.tiles.use(BaseMap(file="/maps/streets.mbtiles"), "")


def _lost(pane: MapPane) -> None:
    lost = BaseMapStatus(condition=BaseMapCondition.LOST, name="maps.example.org", since=NOW - 9_000_000)
    pane.tiles.told.emit(lost)


class MapShot(typing.NamedTuple):
    """A state of the map to draw; ``act`` happens once the state is painted."""

    name: str
    state: collections.abc.Callable[[], MapState]
    size: tuple[int, int] = BESIDE
    scale: float = 1.0
    themes: tuple[Choice, ...] = (Choice.LIGHT,)
    act: Act = lambda _pane: None
    rest_ms: int = FRAMES_MS


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
    MapShot("map-rough", lambda: state(fixes=(sighting(uncertainty_m=120.0),)), themes=BOTH),
    MapShot("map-very-rough", lambda: state(fixes=(sighting(uncertainty_m=900.0),)), themes=BOTH),
    MapShot("map-place", _moving, themes=BOTH, act=_go_to),
    MapShot("map-place-doubt", _moving, themes=BOTH, act=_in_doubt),
    MapShot("map-place-doubt-narrow-200", _moving, size=NARROW, scale=2.0, act=_in_doubt),
    MapShot("map-imperial", _moving, act=_imperial),
    MapShot("map-streets", _moving, themes=BOTH, act=_streets, rest_ms=3_000),
    MapShot("map-streets-broken", _moving, size=NARROW, themes=BOTH, act=_broken, rest_ms=1_500),
    MapShot("map-streets-lost", _moving, themes=BOTH, act=_lost),
    MapShot("map-streets-lost-least", _moving, size=LEAST, act=_lost),
    MapShot("map-none-selected", lambda: state(incident=None, fixes=(), pins=PINS)),
)
WINDOWS = (
    ("window-map", drawing.LARGE, 1.0),
    ("window-map-1280", drawing.SMALL, 1.0),
    ("window-map-200", drawing.LARGE, 2.0),
)


def draw_maps(out: pathlib.Path, only: str, cache: pathlib.Path) -> collections.abc.Iterator[pathlib.Path]:
    """Draw every state of the map, then the window with its map; yields each file."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    gc.disable()  # as in the console: what dies in the base map's thread can hang Qt
    load_shipped(paths.resources() / "fonts")
    theme = Theme(app)
    out.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        if only in shot.name:
            for choice in shot.themes:
                yield _draw(theme, shot, choice, out, cache)
    yield from _draw_around(theme, out, only, cache)


def _draw_around(
    theme: Theme, out: pathlib.Path, only: str, cache: pathlib.Path
) -> collections.abc.Iterator[pathlib.Path]:
    """The map inside the window, and the dialog of its base map."""
    for choice in BOTH:
        for shot in WINDOWS:
            if only in shot[0]:
                yield _draw_window(theme, shot, choice, out, cache)
        if only in "map-base-dialog":
            yield _draw_dialog(theme, choice, out)


def _draw(theme: Theme, shot: MapShot, choice: Choice, out: pathlib.Path, cache: pathlib.Path) -> pathlib.Path:
    theme.choose(choice)
    theme.resize_text(shot.scale)
    pane = MapPane(theme, paths.resources() / "map", cache)
    pane.map_actions.follow.setShortcut("L")
    pane.map_actions.fit_fix.setShortcut("Z")
    pane.map_actions.fit_box.setShortcut("Shift+Z")
    pane.resize(*shot.size)
    pane.show()
    pane.show_state(shot.state())

    def act(drawn: MapPane) -> int:
        shot.act(drawn)
        return shot.rest_ms

    return _picture(pane, pane, act, out / f"{shot.name}-{choice.value}.png")


def _draw_window(
    theme: Theme, shot: tuple[str, tuple[int, int], float], choice: Choice, out: pathlib.Path, cache: pathlib.Path
) -> pathlib.Path:
    name, size, scale = shot
    theme.choose(choice)
    theme.resize_text(scale)
    scene = scenes.flood()
    window = drawing.make_window(theme, scene, cache)
    drawing.show(window, size)
    drawing.select(1044)(window, scene)
    window.tick()
    window.ticker.stop()
    return _picture(window, window.map_pane, lambda _pane: FRAMES_MS, out / f"{name}-{choice.value}.png")


def _draw_dialog(theme: Theme, choice: Choice, out: pathlib.Path) -> pathlib.Path:
    theme.choose(choice)
    theme.resize_text(1.0)
    host = QWidget()
    written = BaseMap(file="/maps/streets.pmtiles", server="https://maps.example.org/{z}/{x}/{y}.png?key={key}")
    dialog = BaseMapDialog(host, theme, written, key_kept=True)
    dialog.show()
    path = out / f"map-base-dialog-{choice.value}.png"
    dialog.grab().save(str(path))
    host.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return path


def _picture(whole: QWidget, pane: MapPane, act: Wait, path: pathlib.Path) -> pathlib.Path:
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


def _rest(pane: MapPane, act: Wait, loop: QEventLoop) -> None:
    QTimer.singleShot(act(pane), loop.quit)


def _give_up(reason: str) -> None:
    raise SystemExit(f"The map could not be drawn: {reason}")
