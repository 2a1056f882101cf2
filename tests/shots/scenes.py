"""States of the floor, made of real domain events folded by the real book. People and numbers are fictional."""

import itertools

import msgspec

from app.console.store import Store
from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    AnyEvent,
    FeedEnded,
    IncidentClosed,
    IncidentHeld,
    LocationFixed,
    NoteAdded,
    ShareReceived,
    ShareRepeated,
)
from app.domain.lamp import Lamp, LampState
from app.domain.location.fix import Box
from app.protocol.sync import WIRE, Hello, Pulse

NOW = 1_795_310_000_000
"""2026-11-22 01:13:20 UTC."""
MINUTE = 60_000
BOX = Box(south=39.70, west=-89.80, north=39.88, east=-89.50)

BODY = (
    '{"access_token":"[cut]","query":"PHONE","bounding_box":{"min_lat":39.7,"min_lon":-89.8,"max_lat":39.88,'
    '"max_lon":-89.5},"latitude":39.80195,"longitude":-89.63482,"account_id":"IL_0142"}'
)


class Scene:
    """Builds one watch; times are milliseconds before ``NOW``."""

    def __init__(
        self, environment: str = "simulator", operator: str | None = "M. Okafor", first_seq: int = 20_401
    ) -> None:
        self._boot = 0
        self._seq = itertools.count(first_seq)
        self.records: list[Recorded] = []
        self.watch = Store(lambda: self._boot, NOW)
        self._environment = environment
        self._operator = operator

    def event(self, number: int | None, ago: int, event: AnyEvent, operator: str | None = None) -> Recorded:
        """One more thing that happened."""
        record = Recorded(
            seq=next(self._seq), at=NOW - ago, incident=number, operator=operator, command_id=None, event=event
        )
        self.records.append(record)
        return record

    def share(self, number: int, phone: str | None, ago: int, **more: object) -> Recorded:
        """A share, received ``ago`` before now."""
        fields: dict[str, object] = {
            "share": f"{number:016x}",
            "request_sha256": "9f3c" * 16,
            "received_at": NOW - ago - 4,
            "verified": True,
            "phone": phone,
            "phone_as_received": phone,
            "alert_id": None,
            "ecc": "IL_0142",
            "box": BOX,
            "warnings": (),
            "linked_to": None,
            "remote": "127.0.0.1",
            "untrusted_headers": (
                ("Host", "127.0.0.1:8911"),
                ("Content-Type", "application/json"),
                ("X-RapidSOS-Signature", "0f1e2d3c4b5a69788796a5b4c3d2e1f001234567"),
            ),
            "untrusted_body": BODY.replace("PHONE", phone or ""),
        }
        return self.event(number, ago, msgspec.convert(fields | more, ShareReceived))

    def fix(self, number: int, ago: int, latitude: float, longitude: float, **more: object) -> Recorded:
        """A place of the caller."""
        fields = {"latitude": latitude, "longitude": longitude, "source": "share", "share": f"{number:016x}"}
        return self.event(number, ago, msgspec.convert(fields | more, LocationFixed))

    def known(self, number: int, ago: int) -> Recorded:
        """RAD-E answers."""
        return self.event(number, ago, AdditionalDataReceived(share=f"{number:016x}", untrusted_answer="{}"))

    def ended(self, number: int, ago: int, ending: Ending) -> Recorded:
        """LEI is asked no more."""
        return self.event(number, ago, FeedEnded(share=f"{number:016x}", feed=FeedKind.LEI, reason=ending))

    def acknowledge(self, number: int, ago: int, operator: str) -> Recorded:
        """Somebody takes it."""
        return self.event(number, ago, Acknowledged(through=self.records[-1].seq), operator)

    def note(self, number: int, ago: int, operator: str, text: str) -> Recorded:
        """Somebody writes it down."""
        return self.event(number, ago, NoteAdded(text=text), operator)

    def repeat(self, number: int, ago: int, *, quiet: bool) -> Recorded:
        """The same body again."""
        event = ShareRepeated(share=f"{number:016x}", request_sha256="9f3c" * 16, received_at=NOW - ago, quiet=quiet)
        return self.event(number, ago, event)

    def hold(self, number: int, ago: int, operator: str, until: int) -> Recorded:
        """Somebody sets it aside."""
        return self.event(number, ago, IncidentHeld(until=until), operator)

    def close(self, number: int, ago: int, operator: str, reason: str, text: str = "") -> Recorded:
        """Somebody closes it."""
        return self.event(number, ago, IncidentClosed(reason=reason, text=text), operator)

    def pass_time(self, milliseconds: int) -> None:
        """Let the console's clock go on without an answer of the station."""
        self._boot += milliseconds
        self.watch.check_silence()

    def pulse(self, lamps: tuple[Lamp, ...] | None = None) -> Pulse:
        """A heartbeat at this moment."""
        lit = LAMPS if lamps is None else lamps
        return Pulse(now=NOW + self._boot, last_seq=30_000, lamps=lit, consoles=("M. Okafor",))

    def done(self, lamps: tuple[Lamp, ...] | None = None) -> Store:
        """Greet the station and fold everything."""
        self.watch.greet(hello(self._environment))
        self.watch.take(self.records, self.pulse(lamps), caught_up=True)
        self.watch.sign_on(self._operator)
        return self.watch


def hello(environment: str = "simulator", last_seq: int = 30_000) -> Hello:
    """A station's greeting."""
    return Hello(
        version="0.1.0",
        wire=WIRE,
        environment=environment,
        now=NOW,
        last_seq=last_seq,
        started_at=NOW - 40 * MINUTE,
        handler_url="http://127.0.0.1:8911/data_share_handler",
        status_url="http://127.0.0.1:8911/callflow_status",
    )


LAMPS = (
    Lamp(name="listener", state=LampState.SEEN, evidence="A request arrived", observed_at=NOW - 42_000),
    Lamp(name="disk", state=LampState.SEEN, evidence="Written, 18.2 GB free", observed_at=NOW - 4_000),
    Lamp(name="clock", state=LampState.SEEN, evidence="0.1 s from the station's own time", observed_at=NOW - 9_000),
    Lamp(name="signature", state=LampState.SEEN, evidence="A good one", observed_at=NOW - 42_000),
)


def empty() -> Scene:
    """Nothing has happened."""
    return Scene()


def one(*, acknowledged: bool = False) -> Scene:
    """One shared call."""
    scene = Scene()
    scene.share(1044, "+12175550143", 199_000)
    scene.fix(1044, 199_000, 39.80195, -89.63482, uncertainty_m=160.0)
    if acknowledged:
        scene.acknowledge(1044, 192_000, "M. Okafor")
    return scene


OWN_LAMPS = (
    Lamp(name="map", state=LampState.SEEN, evidence="built-in map", observed_at=NOW - 30 * MINUTE),
    Lamp(
        name="sound",
        state=LampState.DOWN,
        evidence="NO SOUND: no audio device",
        observed_at=None,
        next_step="Connect a speaker. It is used at once. Until then alarms show on the screen only.",
    ),
)


def flood(environment: str = "simulator") -> Scene:
    """Six incidents in six states, one of them new."""
    scene = Scene(environment)
    _others(scene)
    _ours(scene)
    scene.share(1047, "+12175550158", 9_000)
    scene.fix(1047, 9_000, 39.7912, -89.6448, uncertainty_m=25.0)
    scene.repeat(1047, 4_000, quiet=True)
    return scene


def held() -> Scene:
    """The flood, with one incident set aside and one whose hold is over."""
    scene = flood()
    scene.hold(1042, 36_000, "M. Okafor", NOW + 84_000)
    scene.hold(1039, 130_000, "J. Tran", NOW - 10_000)
    return scene


def left_alone() -> Scene:
    """The flood, with a concern that nobody has dealt with for more than three minutes."""
    scene = flood()
    scene.share(1035, "+12175550135", 700_000, ecc="IL_0167")
    scene.acknowledge(1035, 690_000, "J. Tran")
    return scene


def storm() -> Scene:
    """Fourteen shares in ten minutes: four of one phone's neighbourhood, six of one ECC."""
    scene = Scene()
    for place in range(14):
        ecc = ("IL_0142", "IL_0167", "MO_0031")[place % 3]
        scene.share(1050 + place, f"+1217555{110 + place:04}", 560_000 - place * 40_000, ecc=ecc)
        if place % 4 == 0:
            scene.acknowledge(1050 + place, 555_000 - place * 40_000, "M. Okafor")
    return scene


def _others(scene: Scene) -> None:
    scene.share(1039, "+12175550126", 792_000, ecc="IL_0167")
    scene.fix(1039, 792_000, 39.95, -89.41, uncertainty_m=30.0)
    scene.acknowledge(1039, 780_000, "J. Tran")
    scene.fix(1039, 60_000, 39.9502, -89.4103, uncertainty_m=30.0, source="lei", fixed_at=NOW - 62_000)
    scene.known(1039, 770_000)
    for ago in (700_000, 600_000, 300_000):
        scene.note(1039, ago, "J. Tran", "Relayed to field supervisor.")
    scene.share(1041, "+12175550117", 552_000, ecc="IL_0167")
    scene.acknowledge(1041, 540_000, "J. Tran")
    scene.note(1041, 500_000, "J. Tran", "Agent asks for the license plate.")
    scene.share(1043, "+13145550171", 407_000, ecc="Millbrook County Emergency Communications")
    scene.fix(1043, 407_000, 39.81, -89.61)
    scene.acknowledge(1043, 401_000, "R. Keller")
    scene.known(1043, 400_000)
    scene.ended(1043, 35_000, Ending.NO_DATA)


def _ours(scene: Scene) -> None:
    scene.share(1042, "+12175550189", 332_000)
    scene.fix(1042, 332_000, 39.8091, -89.6362, uncertainty_m=80.0)
    scene.acknowledge(1042, 320_000, "M. Okafor")
    scene.known(1042, 315_000)
    scene.note(1042, 310_000, "M. Okafor", "Caller is with a neighbour.")
    scene.note(1042, 200_000, "M. Okafor", "Calls back in two minutes.")
    scene.share(1044, "+12175550143", 199_000, warnings=("country_code_assumed",))
    scene.fix(1044, 199_000, 39.80195, -89.63482, uncertainty_m=160.0)
    scene.acknowledge(1044, 192_000, "M. Okafor")
    scene.known(1044, 190_000)
    scene.fix(1044, 140_000, 39.80583, -89.63052, uncertainty_m=55.0, source="lei", fixed_at=NOW - 150_000)
    scene.note(1044, 86_000, "M. Okafor", "ECC asks us to keep the account contact on the line.")
    scene.fix(
        1044, 11_000, 39.806413, -89.629874, uncertainty_m=42.0, source="lei", fixed_at=NOW - 12_000, altitude_m=183.0
    )
