"""Scenes of what is known: the seven sources, each kind of nothing, a moving caller, and feeds in every stage."""

import json
import math

import msgspec

from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident.events import AdditionalDataReceived, AnyEvent, FeedEmpty, FeedEnded, FeedFailed
from app.domain.lamp import Lamp
from app.protocol.sync import FeedPulse, Pulse
from app.simulator.scenario import SourceName
from tests.shots import answers
from tests.shots.scenes import NOW, Scene

NUMBER = 1044
SHARE = f"{NUMBER:016x}"
AGO = 199_000
CALLER = "+12175550143"


class DataScene(Scene):
    """One claimed incident whose feeds have pulses."""

    def __init__(self, ago: int = AGO, phone: str | None = CALLER) -> None:
        super().__init__()
        self.ago = ago
        self.feeds: list[FeedPulse] = []
        self.share(NUMBER, phone, ago)
        self.fix(NUMBER, ago, 39.80195, -89.63482, uncertainty_m=160.0)
        self.acknowledge(NUMBER, ago - 7_000, "M. Okafor")

    def answered(self, ago: int, text: str, share: str = SHARE) -> None:
        """RAD-E answers."""
        self.event(NUMBER, ago, AdditionalDataReceived(share=share, untrusted_answer=text))

    def about(self, ago: int, kind: type[AnyEvent], **more: object) -> None:
        """Something happens to a feed."""
        self.event(NUMBER, ago, msgspec.convert({"share": SHARE} | more, kind))

    def asked(self, feed: FeedKind, *, asked: int, answered: int | None, due: int | None = 6_000) -> None:
        """When a feed was asked and answered (ms ago), and when it is asked next (ms from now)."""
        pulse = FeedPulse(
            incident=NUMBER,
            share=SHARE,
            feed=feed.value,
            last_asked=NOW - asked,
            last_answered=None if answered is None else NOW - answered,
            next_due=None if due is None else NOW + due,
        )
        self.feeds.append(pulse)

    def walk(self) -> None:
        """Eleven fixes in two minutes, north-east, with a radius that settles."""
        for step in range(11):
            ago = 125_000 - step * 12_000
            way = step / 10
            place = 39.80195 + 0.0045 * way + 0.0004 * math.sin(5 * way), -89.63482 + 0.0050 * way
            radius, at = 70.0 - 5.6 * step, NOW - ago - 2_000
            self.fix(NUMBER, ago, *place, uncertainty_m=radius, source="lei", fixed_at=at, reported_source="gps")

    def pulse(self, lamps: tuple[Lamp, ...] | None = None) -> Pulse:
        """With the feeds' pulses."""
        return msgspec.structs.replace(super().pulse(lamps), feeds=tuple(self.feeds))


def seven() -> DataScene:
    """All seven sources, two of them changed since, one without record."""
    scene = DataScene()
    shared = NOW - AGO
    scene.answered(195_000, answers.answer(shared, 4, empty=["911secure"]))
    scene.answered(105_000, answers.answer(shared, 94, empty=["911secure"]))
    scene.answered(8_000, answers.answer(shared, 191, empty=["911secure"]))
    scene.walk()
    scene.asked(FeedKind.LEI, asked=4_000, answered=4_000)
    scene.asked(FeedKind.RAD_E, asked=8_000, answered=8_000, due=52_000)
    return scene


def one_source(name: SourceName) -> DataScene:
    """One source alone."""
    scene = DataScene()
    scene.answered(195_000, answers.answer(NOW - AGO, 4, [name]))
    scene.answered(8_000, answers.answer(NOW - AGO, 191, [name]))
    scene.asked(FeedKind.RAD_E, asked=8_000, answered=8_000)
    return scene


def moving() -> DataScene:
    """A caller under way: eleven fixes in two minutes."""
    scene = DataScene()
    scene.answered(195_000, answers.answer(NOW - AGO, 4, ["uber"]))
    scene.walk()
    scene.asked(FeedKind.LEI, asked=4_000, answered=4_000)
    scene.asked(FeedKind.RAD_E, asked=20_000, answered=20_000)
    return scene


def past_nominal() -> DataScene:
    """Thirteen minutes after receipt both feeds still answer."""
    scene = DataScene(792_000)
    scene.answered(785_000, answers.answer(NOW - 792_000, 7, ["medicalert", "cove"]))
    scene.walk()
    scene.asked(FeedKind.LEI, asked=4_000, answered=4_000)
    scene.asked(FeedKind.RAD_E, asked=20_000, answered=20_000)
    return scene


def ended_early() -> DataScene:
    """Both feeds stopped after about six minutes."""
    scene = DataScene(407_000)
    scene.answered(400_000, answers.answer(NOW - 407_000, 7, ["medicalert", "cove"]))
    scene.about(35_000, FeedEnded, feed=FeedKind.LEI, reason=Ending.NO_DATA)
    scene.about(30_000, FeedEnded, feed=FeedKind.RAD_E, reason=Ending.ACCESS_ENDED)
    return scene


def not_yet() -> DataScene:
    """Nothing was asked so far."""
    return DataScene(1_000)


def asked_once() -> DataScene:
    """Asked, and no answer came so far."""
    scene = DataScene(6_000)
    scene.asked(FeedKind.RAD_E, asked=5_000, answered=None, due=None)
    return scene


def no_record() -> DataScene:
    """RAD-E answered: nothing on file."""
    scene = DataScene()
    scene.about(190_000, FeedEmpty, feed=FeedKind.RAD_E)
    scene.asked(FeedKind.RAD_E, asked=12_000, answered=12_000)
    return scene


def failing() -> DataScene:
    """RAD-E can't answer."""
    scene = DataScene()
    scene.about(23_000, FeedFailed, feed=FeedKind.RAD_E, problem="HTTP 503")
    scene.asked(FeedKind.RAD_E, asked=12_000, answered=None, due=7_100)
    return scene


def failing_with_data() -> DataScene:
    """RAD-E fails after it had answered: what came stays."""
    scene = seven()
    scene.about(6_000, FeedFailed, feed=FeedKind.RAD_E, problem="HTTP 503")
    return scene


def not_permitted() -> DataScene:
    """RAD-E is refused for this agency."""
    scene = DataScene()
    scene.about(190_000, FeedEnded, feed=FeedKind.RAD_E, reason=Ending.NOT_PERMITTED)
    return scene


def ended_without_data() -> DataScene:
    """RAD-E ended before anything came."""
    scene = DataScene(420_000)
    scene.about(48_000, FeedEnded, feed=FeedKind.RAD_E, reason=Ending.ACCESS_ENDED)
    return scene


def no_number() -> DataScene:
    """A share without a number to ask with."""
    return DataScene(phone=None)


def hostile() -> DataScene:
    """Every text of every source is an attack."""
    scene = DataScene()
    scene.answered(195_000, answers.answer(NOW - AGO, 4, hostile=True))
    return scene


def two_shares() -> DataScene:
    """Two centers shared the same call, and know different things."""
    scene = DataScene()
    scene.answered(195_000, answers.answer(NOW - AGO, 4, ["medicalert"]))
    scene.share(NUMBER, CALLER, 60_000, share="f" * 16, ecc="IL_0167")
    scene.acknowledge(NUMBER, 55_000, "M. Okafor")
    scene.answered(50_000, answers.answer(NOW - 60_000, 10, ["uber"]), "f" * 16)
    return scene


def links() -> DataScene:
    """Addresses: https, http, one that lies, and a picture."""
    scene = DataScene()
    data = {
        "site": "https://plans.example.com/a/rather/long/path/that/does/not/fit/in/one/line/of/the/card?room=214",
        "old_site": "http://old.example.com/plan",
        "script": "javascript:alert(1)",
        "photo": "https://img.example.com/1.png",
        "story": "The caller said that " * 400,
        "contact": "+1 (217) 555-0146",
    }
    kinds = {"site": "link", "old_site": "link", "script": "link", "photo": "image", "story": "text"}
    schema = [{"key": key, "label": key.replace("_", " ").title(), "type": kinds.get(key, "phone")} for key in data]
    scene.answered(100_000, json.dumps({"example": {"schema": {"fields": schema}, "data": data}}))
    return scene
