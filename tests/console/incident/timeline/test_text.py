import pytest

from app.console.incident.timeline.text import entry, topic_words
from app.console.theme.icons import Shape
from app.domain.incident.events import (
    AnyEvent,
    HandedOver,
    HttpCallbackReceived,
    IncidentReopened,
    ShareRepeated,
    StatusReceived,
)
from app.export.event_text import EventTopic, describe
from tests.export.event_cases import CALLBACK, CASES, SHARED, STATUS, recorded
from tests.shots import scenes


@pytest.mark.parametrize(("event", "sentence"), CASES, ids=lambda case: type(case).__name__)
def test_a_line_is_the_catalogues_sentence(event: AnyEvent, sentence: str) -> None:
    words, line = describe(recorded(event)), entry(recorded(event))
    assert (line.topic, line.text, line.detail) == (words.topic, words.text, words.detail)
    assert line.text in sentence


def test_what_changed_in_an_answer_takes_the_catalogues_place() -> None:
    line = entry(recorded(SHARED), {20_418: ("RAD-E answered: Profile", "more")})
    assert (line.text, line.detail) == ("RAD-E answered: Profile", "more")


def test_a_share_that_is_not_verified_looks_so() -> None:
    scene = scenes.Scene()
    assert entry(scene.share(1044, None, 0, ecc=None, verified=False)).shape is Shape.P2
    assert entry(recorded(SHARED)).shape is Shape.P1


@pytest.mark.parametrize(
    ("event", "shape"),
    [
        (ShareRepeated(share="a", request_sha256="b", received_at=1, quiet=True), Shape.QUIET),
        (ShareRepeated(share="a", request_sha256="b", received_at=1, quiet=False), Shape.P1),
        (StatusReceived(status=STATUS, verified=True, received_at=1, trigger=None), Shape.RUNNING),
        (StatusReceived(status=STATUS, verified=False, received_at=1, trigger=None), Shape.NOT_PROVEN),
        (HttpCallbackReceived(callback=CALLBACK, received_at=1, trigger="t"), Shape.NOT_PROVEN),
        (HandedOver(to=None), Shape.P2),
        (HandedOver(to="BEN"), Shape.NEWS),
    ],
)
def test_a_shape_tells_what_calls_for_care(event: AnyEvent, shape: Shape) -> None:
    assert entry(recorded(event)).shape is shape


def test_a_person_is_named_at_the_right() -> None:
    assert entry(recorded(IncidentReopened(text="again"), "J. Tran")).right == "J. Tran"
    assert entry(recorded(SHARED)).right == "seq 20 418"


def test_every_topic_has_a_chip() -> None:
    assert len({topic_words(topic) for topic in EventTopic}) == len(EventTopic)
