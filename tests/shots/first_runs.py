"""States of the first run: every step as it is found, as it is proven, and a call that rings meanwhile."""

import functools

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.console.preferences.secret_actions import Recovery, Secret, SecretInventory
from app.console.setup.drill import DrillScore
from app.console.setup.pages import pages
from app.console.setup.parts import SecretParts, rows
from app.console.setup.steps import STEPS, SetupState, SetupStep, StepStatus, judge
from app.console.setup.wizard import SetupWizard
from app.console.sound.alarm import Sound
from app.console.sound.page import SoundPage
from app.console.sound.player import Workplace
from app.console.theme.theme import Choice
from app.console.window.window import MainWindow
from app.core import paths
from app.domain.lamp import Lamp, LampState
from app.protocol.settings import CheckResult, CheckResults
from tests.console.sound.fake_outputs import DESK, HEADSET, FakeOutputs
from tests.shots import scenes, settings
from tests.shots.drawing import SMALL, Shot, settle
from tests.shots.scenes import NOW, Scene

ADDRESS = "https://shares.example.org"


def lamp(name: str, state: LampState, evidence: str, next_step: str = "") -> Lamp:
    at = NOW if state is LampState.SEEN else None
    return Lamp(name=name, state=state, evidence=evidence, observed_at=at, next_step=next_step)


def proofs(*shown: CheckResult) -> CheckResults:
    return CheckResults(at=NOW, proofs=shown)


TRIED = {
    SetupStep.CREDENTIALS: proofs(
        CheckResult(
            what="RapidSOS gives a token for the client id and secret",
            good=True,
            seen="https://api-sandbox.rapidsos.com answered with a token.",
            figure="212 ms",
        )
    ),
    SetupStep.PATH: proofs(
        CheckResult(
            what="Port 8911 is open on this computer",
            good=True,
            seen="127.0.0.1:8911 accepts connections.",
            figure="0.4 ms",
        ),
        CheckResult(
            what="The name leads to a public address",
            good=True,
            seen="shares.example.org leads to 203.0.113.24. RapidSOS sends to public addresses only.",
            figure="public",
        ),
        CheckResult(
            what="TLS is good enough",
            good=True,
            seen="shares.example.org speaks TLS 1.3 with a certificate that this computer trusts. RapidSOS asks for "
            "TLS 1.2 or higher.",
            figure="TLS 1.3",
        ),
        CheckResult(
            what="A test came back through the public address",
            good=False,
            seen=f"{ADDRESS}: HTTP 502.",
            next_step=f"Let {ADDRESS}/self_test lead to this station, too. Where no way leads back inside it can't "
            "be told here.",
        ),
    ),
    SetupStep.SECRET: proofs(
        CheckResult(
            what="A sample signed with the shared secret is taken by this station's listener",
            good=True,
            seen="http://127.0.0.1:8911 answered 200. Nothing is kept of it.",
            figure="200, 2.1 ms",
        ),
        CheckResult(
            what="A wrong signature is refused",
            good=True,
            seen="http://127.0.0.1:8911 answered 401. Nothing is kept of it.",
            figure="401, 1.8 ms",
        ),
    ),
    SetupStep.UNWATCHED: proofs(
        CheckResult(
            what="The program runs in a test",
            good=False,
            seen="it ended with code 3.",
            next_step="Correct it above, apply it and test it again.",
        )
    ),
}
LAMPS = (
    lamp("credentials", LampState.NOT_PROVEN, "No token was asked for yet."),
    lamp("listener", LampState.SEEN, "http://127.0.0.1:8911/data_share_handler answered the station itself."),
    lamp(
        "path",
        LampState.NOT_PROVEN,
        "There is no public address to test.",
        "Set public_url to the address that RapidSOS was given, without its path.",
    ),
    lamp("signature", LampState.NOT_PROVEN, "There is a secret; no share came to prove it yet."),
    lamp("map", LampState.SEEN, "built-in map, up in 412 ms"),
    lamp("sound", LampState.SEEN, "rendered on Desk speaker", "Nobody has said that it was heard."),
    lamp("watch", LampState.SEEN, "M. Okafor watching."),
)
SCORE = DrillScore(at=NOW, shared=2, answered_ms=(6_400, 3_900), notes=1, closed=0)


def facts(*, proven: bool) -> SetupState:
    """A center that has just begun, or one that has tried nearly everything."""
    fresh = SetupState(lamps={one.name: one for one in LAMPS}, operator="M. Okafor", ways=1)
    if not proven:
        return fresh
    return SetupState(
        lamps=fresh.lamps,
        operator="M. Okafor",
        ways=1,
        proofs=TRIED,
        agencies=6_812,
        score=SCORE,
        inventory=SecretInventory(recovery=Recovery(shown_at=NOW, checked_at=NOW)),
        kept={SetupStep.UNWATCHED: NOW, SetupStep.AGENCIES: NOW},
        skipped=frozenset({SetupStep.SOUND}),
    )


def shown(window: MainWindow, scene: Scene, step: SetupStep, *, proven: bool = False) -> SetupWizard:
    """The window at a step, with facts of a center that begins or of one that is nearly done."""
    secrets = SecretParts(window.theme)
    sound = Sound(scene.watch, paths.resources() / "sounds")
    sound.work_at(Workplace(FakeOutputs(DESK, HEADSET), sound.settings))  # type: ignore[arg-type]  # as far as asked
    made = pages(window.theme, secrets, SoundPage(window.theme, sound))
    view = SetupWizard(window.theme, made.by_step)
    kept = ("client-id", "client-secret", "shared-secret") if proven else ()
    secrets.show_inventory(
        SecretInventory(
            secrets=tuple(Secret(name=name, kept=name in kept, given=False) for name in secrets.rows),
            recovery=Recovery(shown_at=NOW, checked_at=NOW) if proven else Recovery(),
        )
    )
    told = settings.told(public_url={"value": ADDRESS, "in_force": ADDRESS}) if proven else settings.told()
    for part in made.settings.values():
        part.hear(told)
    known = facts(proven=proven)
    judged = {one: judge(one, known) for one in STEPS}
    view.show_step(step)
    view.show_standings(judged, proven=judged[step].standing is StepStatus.PROVEN)
    view.page.show_proofs(rows(step, known, window.theme.keys))
    view.name(scene.watch.environment)
    view.setParent(window, Qt.WindowType.Window)
    view.resize(*SMALL)
    view.owned = (secrets, sound)  # type: ignore[attr-defined]  # they live as long as the picture
    return view


def _ringing(window: MainWindow, scene: Scene) -> QWidget:
    view = shown(window, scene, SetupStep.SECRET, proven=True)
    view.alarm.say("Something rings", "The first run stays as it is. Nothing that was proven is lost.", "Go to it")
    return view


def _fresh_secret(window: MainWindow, scene: Scene) -> QWidget:
    view = shown(window, scene, SetupStep.SECRET, proven=True)
    view.owned[0].shown_once.show_secret("fictional-secret-of-a-picture-0000000000000")  # type: ignore[attr-defined]
    return view


def _left_open(window: MainWindow, _scene: Scene) -> None:
    window.centre.ready.leave_open(("Listener and public address", "Recovery copy", "A drill of 60 seconds"))
    settle()


FIRST_RUN_SHOTS = (
    *(
        Shot(f"first-run-{step.number:02}-{step.value}", scenes.empty, functools.partial(shown, step=step))
        for step in STEPS
    ),
    *(
        Shot(
            f"first-run-{step.number:02}-{step.value}-tried",
            lambda: scenes.flood("production"),
            functools.partial(shown, step=step, proven=True),
            themes=(Choice.LIGHT,) if step is not SetupStep.PATH else (Choice.LIGHT, Choice.DARK),
        )
        for step in (
            SetupStep.CREDENTIALS,
            SetupStep.PATH,
            SetupStep.SECRET,
            SetupStep.RECOVERY,
            SetupStep.UNWATCHED,
            SetupStep.DRILL,
        )
    ),
    Shot("first-run-ringing", scenes.flood, _ringing),
    Shot("first-run-fresh-secret", scenes.flood, _fresh_secret, themes=(Choice.LIGHT,)),
    Shot("first-run-left-open", scenes.empty, _left_open, size=SMALL),
    Shot(
        "first-run-path-200",
        scenes.flood,
        functools.partial(shown, step=SetupStep.PATH, proven=True),
        size=SMALL,
        scale=2.0,
    ),
    Shot(
        "first-run-begin-200", scenes.empty, functools.partial(shown, step=SetupStep.CREDENTIALS), size=SMALL, scale=2.0
    ),
)
