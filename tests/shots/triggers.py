"""States of the trigger drawer: the form, its problems, the hold, and everything that can become of a trigger."""

import pathlib
import tempfile
import weakref

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.console.theme.theme import Choice
from app.console.window.window import MainWindow
from app.domain.callflow.outcome import Accepted, OutcomeReason, Refused, Unknown
from tests.shots import scenes
from tests.shots.drawing import LARGE, SMALL, Prepare, Shot, settle
from tests.shots.scenes import Scene
from tests.shots.trigger_seat import FLOW, TriggerSeat, sent, settled, status

NUMBER = 1044
STARTED = Accepted(alert_id=FLOW, untrusted_message="Workflow started")
CUT = Unknown(why=OutcomeReason.CUT)
FAULT = Refused(why=OutcomeReason.VALIDATION, untrusted_said="Field: <phone_number>, Error: <not a valid phone number>")


def seat(window: MainWindow, scene: Scene) -> TriggerSeat:
    """A drawer in the window, with a data directory of its own."""
    folder = tempfile.TemporaryDirectory(prefix="watchfloor-seat-")
    weakref.finalize(window, folder.cleanup)
    window.queue.view.select(NUMBER)
    there = TriggerSeat(window, scene, pathlib.Path(folder.name))
    settle()
    return there


def _form(window: MainWindow, scene: Scene) -> TriggerSeat:
    there = seat(window, scene)
    there.triggering.open_form(NUMBER)
    there.fill()
    return there


def _fresh(window: MainWindow, scene: Scene) -> None:
    there = seat(window, scene)
    there.triggering.open_form(NUMBER)
    settle()


def _problems(window: MainWindow, scene: Scene) -> None:
    there = _form(window, scene)
    there.type("/caller_info/phone_number", "217555014")
    there.type("/vehicle_info/license_plate_state", "Illinois")
    there.drawer.form.form.go_to("/caller_info/phone_number")
    settle()


def _place(window: MainWindow, scene: Scene) -> None:
    there = _form(window, scene)
    there.type("/location/latitude", "-89.629874, 39.806413")
    settle()


def _confirm(window: MainWindow, scene: Scene) -> None:
    there = _form(window, scene)
    there.type("/location/latitude", "39.9013, -89.62")
    there.triggering.form.go_to_preview()
    settle()


def _holding(window: MainWindow, scene: Scene) -> None:
    there = _form(window, scene)
    hold = there.drawer.form.footer.hold
    QTest.mousePress(hold, Qt.MouseButton.LeftButton)
    hold.advance(800)
    settle()


def _digits(window: MainWindow, scene: Scene) -> None:
    there = _form(window, scene)
    digits = there.drawer.form.footer.digits
    digits.insert("0143")
    digits.textEdited.emit("0143")
    settle()


def _unanswered(window: MainWindow, scene: Scene) -> None:
    there = _form(window, scene)
    there.desk.silent = True
    there.drawer.form.footer.meant.emit()
    settle()


def _blank(window: MainWindow, scene: Scene) -> None:
    there = seat(window, scene)
    there.triggering.open_form(None)
    there.choose("data_connect_monitoring")
    there.type("/caller_info/full_name", "Avery Fictional")
    there.type("/location/latitude", "16S BK 74867 09580")
    settle()


def _progress(window: MainWindow, scene: Scene) -> None:
    there = seat(window, scene)
    there.triggering.open_for_incident()
    settle()


def _said(window: MainWindow, scene: Scene) -> None:
    there = seat(window, scene)
    there.tell(NUMBER, settled(started=False), 5_000, "M. Okafor")
    there.triggering.open_for_incident()
    settle()


def _accepted() -> Scene:
    scene = scenes.flood()
    sent(scene, STARTED, 3_000)
    return scene


def _running() -> Scene:
    scene = scenes.flood()
    sent(scene, STARTED)
    scene.event(NUMBER, 47_000, status("flow_started", "Trigger received, flow is starting", 47_000))
    scene.event(NUMBER, 27_000, status("user_contacted", "User is being called", 27_000))
    scene.event(NUMBER, 12_000, status("call_ended_911", "Anybody may have said so", 12_000, verified=False))
    scene.event(None, 8_000, status("routing_911", "Routing to 9-1-1", 8_000, known=False))
    return scene


def _ended() -> Scene:
    scene = scenes.flood()
    sent(scene, STARTED, 400_000)
    for verb, words, ago in (
        ("flow_started", "Trigger received, flow is starting", 398_000),
        ("user_contacted", "User is being called", 380_000),
        ("user_confirmed", "User pressed 1", 361_000),
        ("monitoring_was_here", "A word nobody knows", 350_000),
        ("routing_911", "Routing to 9-1-1", 340_000),
        ("call_ended_911", "911 call ended", 100_000),
    ):
        scene.event(NUMBER, ago, status(verb, words, ago))
    return scene


def _refused() -> Scene:
    scene = scenes.flood()
    sent(scene, FAULT, 20_000)
    return scene


def _unknown() -> Scene:
    scene = scenes.flood()
    sent(scene, CUT)
    return scene


def _before() -> Scene:
    scene = scenes.flood()
    sent(scene, FAULT, 90_000)
    return scene


LIGHT, DARK = (Choice.LIGHT,), (Choice.DARK,)


def _shot(
    name: str,
    prepare: Prepare,
    scene: object = scenes.flood,
    size: tuple[int, int] = LARGE,
    scale: float = 1.0,
    themes: tuple[Choice, ...] = (Choice.LIGHT, Choice.DARK),
) -> Shot:
    assert callable(scene)
    return Shot(f"trigger-{name}", scene, prepare, size, scale, themes)


TRIGGER_SHOTS = (
    _shot("fresh", _fresh),
    _shot("problems", _problems),
    _shot("place", _place, themes=LIGHT),
    _shot("confirm", _confirm, _before),
    _shot("holding", _holding, _before),
    _shot("digits", _digits, themes=DARK),
    _shot("unanswered", _unanswered, themes=LIGHT),
    _shot("blank", _blank, themes=DARK),
    _shot("accepted", _progress, _accepted),
    _shot("running", _progress, _running),
    _shot("ended", _progress, _ended),
    _shot("refused", _progress, _refused),
    _shot("unknown", _progress, _unknown),
    _shot("settled", _said, _unknown, themes=LIGHT),
    _shot("problems-1280", _problems, size=SMALL),
    _shot("unknown-1280", _progress, _unknown, size=SMALL),
    _shot("running-1280", _progress, _running, size=SMALL, themes=LIGHT),
    _shot("problems-200", _problems, scale=2.0, themes=LIGHT),
    _shot("holding-1280-200", _holding, size=SMALL, scale=2.0, themes=DARK),
    _shot("unknown-200", _progress, _unknown, scale=2.0, themes=LIGHT),
)
