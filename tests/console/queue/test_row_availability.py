import msgspec
import pytest

from app.console.queue.row import AvailabilityStage, AvailabilityView, at, calls_for_care, of_feed, words
from app.domain.data_share.feed import Ending
from tests.shots import scenes

MINUTE = 60_000


@pytest.mark.parametrize(
    ("availability", "said", "careful"),
    [
        (AvailabilityView(9_000, AvailabilityStage.RUNNING), "≈ 9:51 nominal", False),
        (AvailabilityView(552_000, AvailabilityStage.EXPIRING), "≈ 0:48 nominal", True),
        (AvailabilityView(792_000, AvailabilityStage.PAST, answered=True), "+3:12 answering", False),
        (AvailabilityView(792_000, AvailabilityStage.PAST), "+3:12 past", False),
        (AvailabilityView(407_000, AvailabilityStage.ENDED, ended_after_ms=372_000), "ended at 6:12", True),
        (AvailabilityView(800_000, AvailabilityStage.ENDED, ended_after_ms=742_000), "ended at 12:22", False),
    ],
)
def test_what_is_left_in_words(availability: AvailabilityView, said: str, careful: bool) -> None:
    assert words(availability) == said
    assert calls_for_care(availability) is careful


@pytest.mark.parametrize(
    ("passed", "stage"),
    [
        (0, AvailabilityStage.RUNNING),
        (8 * MINUTE, AvailabilityStage.RUNNING),
        (8 * MINUTE + 1, AvailabilityStage.EXPIRING),
        (10 * MINUTE, AvailabilityStage.PAST),
    ],
)
def test_stages_follow_the_time_since_receipt(passed: int, stage: AvailabilityStage) -> None:
    incident = scenes.one().done().book.incidents[1044]
    assert at(incident, incident.received_at + passed).stage is stage


def test_an_incident_of_the_center_counts_from_its_opening() -> None:
    incident = msgspec.structs.replace(scenes.one().done().book.incidents[1044], shares=())
    assert at(incident, incident.opened_at + 1_000).passed_ms == 1_000


def test_closing_an_incident_is_no_early_end_of_its_feed() -> None:
    feed = scenes.one().done().book.incidents[1044].shares[0].lei
    for ending, stage in ((Ending.CLOSED, AvailabilityStage.RUNNING), (Ending.NO_DATA, AvailabilityStage.ENDED)):
        over = msgspec.structs.replace(feed, ending=ending, ended_at=feed.received_at + MINUTE)
        assert of_feed(over, feed.received_at + 2 * MINUTE).stage is stage
