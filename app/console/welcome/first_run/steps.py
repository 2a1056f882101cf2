"""The steps of the first run, in their order, and what each is called (docs/operator.md#e1)."""

import enum
import typing


class Step(enum.Enum):
    """One step; the value is its name in ``console.ini``."""

    CREDENTIALS = "credentials"
    PATH = "path"
    SECRET = "secret"  # noqa: S105 the name of a step
    RECOVERY = "recovery"
    AGENCIES = "agencies"
    MAP = "map"
    SOUND = "sound"
    OPERATORS = "operators"
    UNWATCHED = "unwatched"
    DRILL = "drill"

    @property
    def number(self) -> int:
        """Its place, from 1."""
        return STEPS.index(self) + 1


STEPS = tuple(Step)


class Words(typing.NamedTuple):
    """What a step is called, and why it is there."""

    title: str
    why: str


def words(step: Step) -> Words:
    """A step in words."""
    return (_reaching() | _of_the_center() | _of_the_floor())[step]


def _reaching() -> dict[Step, Words]:
    return {
        Step.CREDENTIALS: Words(
            "Environment and credentials",
            "RapidSOS gave this center a client id and a secret. A real token is fetched with them.",
        ),
        Step.PATH: Words(
            "Listener and public address",
            (
                "RapidSOS must reach this computer from the internet. The station calls itself by its public address "
                "and watches whether that arrives."
            ),
        ),
        Step.SECRET: Words(
            "Shared secret",
            (
                "RapidSOS signs every share with it. The station signs a sample and a wrong one, and sends both to "
                "itself: they never become an incident."
            ),
        ),
    }


def _of_the_center() -> dict[Step, Words]:
    return {
        Step.RECOVERY: Words(
            "Recovery copy",
            (
                "All records are sealed with a key in this computer's keyring. Write its copy down and type a part "
                "of it back."
            ),
        ),
        Step.AGENCIES: Words(
            "Your ECCs",
            (
                "Names and numbers of the ECCs that you work for: whom to call when a callflow fails. A share of "
                "another ECC carries a warning."
            ),
        ),
    }


def _of_the_floor() -> dict[Step, Words]:
    return {
        Step.MAP: Words(
            "Map",
            (
                "A map of borders and places is built in. Streets come from a file or a server of your own. A caller's "
                "location shows without any of them."
            ),
        ),
        Step.SOUND: Words(
            "Sound and volume",
            "Choose where alarms play and how loud, test it, and say that you heard it.",
        ),
        Step.OPERATORS: Words(
            "Operators",
            "Whoever signs on stands in the journal with everything that they do.",
        ),
        Step.UNWATCHED: Words(
            "When nobody watches",
            (
                "When something rings and no signed-on console has asked for 60 s, somebody is called, again and "
                "again, until it is acknowledged."
            ),
        ),
        Step.DRILL: Words(
            "A drill of 60 seconds",
            (
                "Two pretend calls in a window of their own, marked SIMULATOR. Answer both, write a note on one, "
                "and close it."
            ),
        ),
    }
