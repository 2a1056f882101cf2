"""Every open incident is asked about as long as RapidSOS answers, and only what changed is an event."""

import collections.abc
import pathlib
import typing

import msgspec
import pytest

from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident import feed_changes
from app.domain.incident.events import AnyEvent, IncidentClosed, LocationFixed, ShareRepeated
from app.domain.lamp import LampState
from app.domain.location import lei
from app.station.services import rapidsos_lamps
from app.station.services.polling import poller
from tests.fake_clock import T0
from tests.station.journal.made import TOKEN, Home, share, write
from tests.station.rapidsos.answering import CARD, FIX, Said, answering
from tests.station.rapidsos.answering import Asked as Question
from tests.station.services.asked import arrive_with, refreshing

HOUR_S = 3_600


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


async def test_a_share_is_asked_about_at_once_and_then_by_the_plan(home: Home) -> None:
    async with refreshing(home) as asked:
        await asked.share(share())
        await asked.until(lambda: asked.count("AdditionalDataReceived") == 1 and asked.count("LocationFixed") == 1)
        await asked.quiet()
        assert {one.authorization for one in asked.rapidsos.asked} == {f"Bearer {TOKEN}"}
        assert 8_000 <= asked.due(FeedKind.LEI)[0] <= 12_000
        assert 12_000 <= asked.due(FeedKind.RAD_E)[0] <= 18_000
        before = asked.requests("/location")
        await asked.pass_by(60)
        assert 4 <= asked.requests("/location") - before <= 8
        assert asked.requests("/rad-e") == 3
        assert asked.kinds() == ["ShareReceived", "AdditionalDataReceived", "LocationFixed"] or asked.kinds() == [
            "ShareReceived",
            "LocationFixed",
            "AdditionalDataReceived",
        ]


async def test_the_trail_is_asked_for_once(home: Home) -> None:
    def place(question: Question) -> Said:
        earlier = {**FIX, "latitude": 39.7, "location_time": T0 - 60_000}
        return Said(body=[earlier, FIX] if "start" in question.json else FIX)

    async with refreshing(home) as asked:
        asked.rapidsos.says("/location", place)
        await asked.share(share())
        await asked.until(lambda: asked.count("LocationFixed") == 2)
        await asked.pass_by(30)
        histories = [one.json for one in asked.rapidsos.to("/location") if "start" in one.json]
        assert [one["start"] for one in histories] == [T0 - poller.TRAIL_MS]
        place_now = asked.incident().place
        assert place_now is not None
        assert place_now.latitude == FIX["latitude"]


@pytest.mark.parametrize(
    ("status", "reason"), [(401, Ending.ACCESS_ENDED), (403, Ending.NOT_PERMITTED), (400, Ending.REJECTED)]
)
async def test_a_refusal_ends_a_feed_and_the_last_one_the_token(home: Home, status: int, reason: Ending) -> None:
    async with refreshing(home) as asked:
        asked.rapidsos.says("/location", Said(status=status))
        event = share()
        await asked.share(event)
        await asked.until(lambda: asked.count("FeedEnded") == 1)
        assert asked.incident().shares[0].lei.ending is reason
        assert asked.journal.token(event.share) == TOKEN
        asked.rapidsos.says("/rad-e", Said(status=401))
        await asked.pass_by(20)
        assert asked.count("FeedEnded") == 2
        assert asked.journal.token(event.share) is None
        before = len(asked.rapidsos.asked)
        await asked.pass_by(2 * HOUR_S, 600)
        assert len(asked.rapidsos.asked) == before


async def test_an_outage_begins_and_ends_once_and_backs_off(home: Home) -> None:
    async with refreshing(home) as asked:
        await asked.share(share())
        await asked.until(lambda: asked.count("LocationFixed") == 1)
        asked.rapidsos.says("/location", Said(status=503))
        asked.rapidsos.says("/rad-e", Said(status=429, headers={"Retry-After": "300"}))
        await asked.pass_by(200)
        assert asked.count("FeedFailed") == 2
        now = asked.clock.now()
        lamp = rapidsos_lamps.lei(asked.refresh.seen[FeedKind.LEI], now)
        assert lamp.state is LampState.DOWN
        assert "HTTP 503" in lamp.evidence
        assert lamp.next_step
        assert asked.requests("/rad-e") == 2
        asked.rapidsos.says("/location", Said(body=FIX))
        asked.rapidsos.says("/rad-e", Said(body=CARD))
        await asked.pass_by(200)
        assert asked.count("FeedRecovered") == 2
        assert asked.count("LocationFixed") == 1
        assert rapidsos_lamps.lei(asked.refresh.seen[FeedKind.LEI], asked.clock.now()).state is LampState.SEEN


async def test_empty_is_no_error_and_three_times_after_data_is_the_end(home: Home) -> None:
    async with refreshing(home) as asked:
        await asked.share(share())
        await asked.until(lambda: asked.count("LocationFixed") == 1)
        asked.rapidsos.says("/location", Said(status=404))
        await asked.pass_by(120)
        assert asked.count("FeedEmpty") == 1
        assert asked.incident().shares[0].lei.ending is Ending.NO_DATA


async def test_what_never_had_data_is_asked_for_an_hour(home: Home) -> None:
    async with refreshing(home) as asked:
        asked.rapidsos.says("/location", Said(status=204))
        asked.rapidsos.says("/rad-e", Said(body={}))
        await asked.share(share())
        await asked.pass_by(HOUR_S - 10, 30)
        assert asked.count("FeedEmpty") == 2
        assert asked.count("FeedEnded") == 0
        await asked.pass_by(90, 10)
        assert asked.incident().shares[0].lei.ending is Ending.LAST_ASK


async def test_sleep_and_a_stepped_clock_end_nothing(home: Home) -> None:
    async with refreshing(home) as asked:
        await asked.share(share())
        await asked.until(lambda: asked.count("LocationFixed") == 1)
        await asked.quiet()
        before = asked.requests("/location")
        asked.clock.step_wall(-HOUR_S * 1000)
        await asked.pass_by(1)
        asked.clock.step_wall(2 * HOUR_S * 1000)
        await asked.pass_by(1)
        assert asked.requests("/location") == before
        asked.clock._move_to(asked.clock.monotonic() + 8 * HOUR_S)
        await asked.clock.advance(1)
        await asked.until(lambda: asked.requests("/location") == before + 1)
        await asked.quiet()
        assert asked.count("FeedEnded") == 0
        assert asked.journal.token(share().share) == TOKEN


async def test_after_a_restart_it_goes_on_from_the_book(home: Home) -> None:
    async with answering() as rapidsos:
        async with refreshing(home, rapidsos) as asked:
            rapidsos.says("/rad-e", Said(status=403))
            await asked.share(share())
            await asked.until(lambda: asked.count("FeedEnded") == 1 and asked.count("LocationFixed") == 1)
            await asked.quiet()
            kinds = asked.kinds()
        rapidsos.asked.clear()
        async with refreshing(home, rapidsos) as asked:
            await asked.until(lambda: asked.requests("/location") >= 1)
            await asked.quiet()
            assert asked.requests("/rad-e") == 0
            assert asked.kinds() == kinds


async def test_lei_asks_with_the_newest_share_and_falls_back(home: Home) -> None:
    first, second = share(1), share(2, received_at=T0 + 1)

    def by_token(question: Question) -> Said:
        return Said(status=401) if refuse_second and question.authorization == "Bearer token-2" else Said(body=FIX)

    refuse_second = False
    async with refreshing(home) as asked:
        asked.rapidsos.says("/location", by_token)
        await asked.share(first)
        await asked.until(lambda: asked.count("LocationFixed") == 1)
        await asked.quiet()
        await asked.journal.decide(arrive_with(second, "token-2"))
        await asked.until(lambda: asked.requests("/rad-e") == 2)
        await asked.quiet()
        asked.rapidsos.asked.clear()
        await asked.pass_by(40)
        assert {one.authorization for one in asked.rapidsos.to("/location")} == {"Bearer token-2"}
        assert {one.authorization for one in asked.rapidsos.to("/rad-e")} == {f"Bearer {TOKEN}", "Bearer token-2"}
        refuse_second = True
        await asked.pass_by(15)
        asked.rapidsos.asked.clear()
        await asked.pass_by(30)
        assert {one.authorization for one in asked.rapidsos.to("/location")} == {f"Bearer {TOKEN}"}


async def test_without_a_number_rad_e_is_asked_by_alert_id(home: Home) -> None:
    event = msgspec.structs.replace(share(phone=None), alert_id="alert-0001")
    async with refreshing(home) as asked:
        await asked.share(event)
        await asked.until(lambda: asked.count("AdditionalDataReceived") == 1 and asked.count("FeedEnded") == 1)
        await asked.quiet()
        assert asked.incident().shares[0].lei.ending is Ending.NO_NUMBER
        assert [one.json for one in asked.rapidsos.asked] == [{"alert_id": "alert-0001"}]
        assert asked.count("FeedEmpty") == 0


async def test_without_a_token_both_feeds_end(home: Home) -> None:
    async with refreshing(home) as asked:
        await asked.journal.decide(arrive_with(share(), None))
        await asked.until(lambda: asked.count("FeedEnded") == 2)
        assert asked.incident().shares[0].rad_e.ending is Ending.NO_TOKEN
        assert asked.rapidsos.asked == []


async def test_with_its_own_token_it_needs_none_of_the_share(home: Home) -> None:
    async with refreshing(home, lei_auth="own", rad_e_auth="own") as asked:
        await asked.journal.decide(arrive_with(share(), None))
        await asked.until(lambda: asked.count("AdditionalDataReceived") == 1 and asked.count("LocationFixed") == 1)
        assert asked.rapidsos.to("/location")[0].authorization == "Bearer own-token-not-real"
        assert asked.requests("/oauth/token") == 1


async def test_a_closed_incident_is_left_alone_until_its_share_comes_again(home: Home) -> None:
    async with refreshing(home) as asked:
        event = share()
        await asked.share(event)
        await asked.until(lambda: asked.count("LocationFixed") == 1)
        await asked.quiet()
        await asked.journal.decide(write(IncidentClosed(reason="TEST", text=""), 1001))
        await asked.until(lambda: asked.refresh.pulse() == () or asked.refresh._of_incident == {})
        before = len(asked.rapidsos.asked)
        await asked.pass_by(120, 10)
        assert len(asked.rapidsos.asked) == before
        again = ShareRepeated(share=event.share, request_sha256="x", received_at=asked.clock.now(), quiet=False)
        await asked.journal.decide(write(again, 1001))
        await asked.until(lambda: len(asked.rapidsos.asked) >= before + 2)
        await asked.quiet()


async def test_without_number_and_alert_id_nothing_is_asked(home: Home) -> None:
    """A share that a person took over although its number could not be read."""
    async with refreshing(home) as asked:
        await asked.share(share(phone=None))
        await asked.until(lambda: asked.count("FeedEnded") == 2)
        assert {one.ending for one in (asked.incident().shares[0].lei, asked.incident().shares[0].rad_e)} == {
            Ending.NO_NUMBER
        }
        assert asked.rapidsos.asked == []


async def test_half_an_emoji_costs_a_letter_and_no_location(home: Home) -> None:
    half = rb'{"latitude": 38.44, "longitude": -105.24, "uncertainty_radius": 12, "address": "12 Oak St \ud83d"}'
    async with refreshing(home) as asked:
        asked.rapidsos.says("/location", Said(body=half))
        asked.rapidsos.says("/rad-e", Said(body=rb'{"uber": {"driver": "Robin \ud83d"}}'))
        await asked.share(share())
        await asked.until(lambda: asked.count("LocationFixed") == 1 and asked.count("AdditionalDataReceived") == 1)
        incident = asked.incident()
        assert incident.sightings[-1].fix.address == "12 Oak St \ufffd"
        data = incident.shares[0].additional_data
        assert data is not None
        assert r"\ufffd" in data.untrusted_answer


async def test_an_answer_that_cannot_be_recorded_is_a_failed_feed(
    home: Home, monkeypatch: pytest.MonkeyPatch, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("could not be recorded")
    expect_log("An intent failed")
    changes = feed_changes.changes

    def broken(*given: typing.Any) -> list[AnyEvent]:  # noqa: ANN401 whatever it is called with
        found = changes(*given)
        return [
            msgspec.structs.replace(one, address="\ud83d") if isinstance(one, LocationFixed) else one for one in found
        ]

    async with refreshing(home) as asked:
        monkeypatch.setattr(feed_changes, "changes", broken)
        await asked.share(share())
        await asked.until(lambda: asked.count("FeedFailed") == 1)
        assert asked.count("LocationFixed") == 0
        assert asked.refresh.seen[FeedKind.LEI].failing
        monkeypatch.undo()
        await asked.pass_by(30)
        await asked.until(lambda: asked.count("LocationFixed") == 1 and asked.count("FeedRecovered") == 1)


async def test_an_answer_that_breaks_its_reader_is_a_failed_feed(
    home: Home, monkeypatch: pytest.MonkeyPatch, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("could not be taken in")

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    async with refreshing(home) as asked:
        monkeypatch.setattr(lei, "read", broken)
        await asked.share(share())
        await asked.until(lambda: asked.count("FeedFailed") == 1)
        assert asked.refresh.seen[FeedKind.LEI].failing


async def test_a_long_answer_is_committed_in_pieces(home: Home) -> None:
    places = [{**FIX, "uncertainty_radius": 5 + n, "location_time": FIX["location_time"] + n} for n in range(300)]
    async with refreshing(home) as asked:
        sizes: list[int] = []
        asked.journal.subscribe(
            lambda records: sizes.append(sum(isinstance(one.event, LocationFixed) for one in records))
        )
        asked.rapidsos.says("/location", Said(body=places))
        await asked.share(share())
        await asked.until(lambda: asked.count("LocationFixed") == 200)
        assert max(sizes) == 25
