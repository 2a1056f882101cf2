"""The pages of all steps: which parts each has, and what its button is called."""

import typing

from PySide6.QtWidgets import QWidget

from app.console.look.theme import Theme
from app.console.welcome.first_run.plain_statement import PlainStatement
from app.console.welcome.first_run.secret_parts import SecretParts
from app.console.welcome.first_run.settings_part import SettingsPart
from app.console.welcome.first_run.step_page import StepPage
from app.console.welcome.first_run.steps import STEPS, Step

SETTINGS = {
    Step.CREDENTIALS: ("environment", "rapidsos_url"),
    Step.PATH: ("public_url", "host", "port"),
    Step.AGENCIES: ("agencies",),
    Step.UNWATCHED: (
        "escalate_open_console",
        "escalate_command",
        "escalate_url",
        "escalate_unanswered_s",
        "refuse_when_unwatched",
    ),
}
SECRETS = {
    Step.CREDENTIALS: ("client-id", "client-secret"),
    Step.SECRET: ("shared-secret", "shared-secret-next", "status-secret"),
}


class Pages(typing.NamedTuple):
    """The pages, and the parts that are told what the station says."""

    by_step: dict[Step, StepPage]
    settings: dict[Step, SettingsPart]


def pages(theme: Theme, secrets: SecretParts, sound: QWidget) -> Pages:
    """Make them; ``sound`` is where devices and volume are chosen."""
    settings = {step: SettingsPart(theme, names) for step, names in SETTINGS.items()}

    def parts(step: Step) -> tuple[QWidget, ...]:
        own: list[QWidget] = [PlainStatement(theme)] if step is Step.CREDENTIALS else []
        own += [settings[step]] if step in settings else []
        own += [secrets.rows[name] for name in SECRETS.get(step, ())]
        more = {Step.SECRET: secrets.shown_once, Step.RECOVERY: secrets.recovery, Step.SOUND: sound}
        return (*own, more[step]) if step in more else tuple(own)

    made = {step: StepPage(theme, step, parts(step), _verb(step)) for step in STEPS}
    return Pages(made, settings)


def _verb(step: Step) -> str:
    """What the button of a step is called; empty where its parts have their own."""
    return {
        Step.CREDENTIALS: "Fetch a token now",
        Step.PATH: "Run the self-test",
        Step.SECRET: "Send a signed sample",
        Step.AGENCIES: "Import the agency list…",
        Step.MAP: "Choose and test a base map…",
        Step.OPERATORS: "Sign on as…",
        Step.UNWATCHED: "Call for help, as a test",
        Step.DRILL: "Start the drill",
    }.get(step, "")
