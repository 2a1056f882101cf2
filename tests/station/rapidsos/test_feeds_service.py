"""LEI and RAD-E: how they are asked, and what each answer means (docs/contract.md#4, #5)."""

import json
import pathlib
import typing

import pytest

from app.core.errors import RefusedError
from app.domain.data_share.feed import Data, NoData, Outcome, Refused401, Refused403, Rejected400, Unavailable
from app.station.rapidsos.feeds import PAGE, ShareToken
from tests.fake_clock import T0
from tests.station.rapidsos.answering import CARD, FIX, Asked, Said, answering, line_to

PHONE = "+12175550143"
SHARE = ShareToken("share-token-not-real")
OUTCOMES: list[tuple[Said, Outcome]] = [
    (Said(status=204), NoData()),
    (Said(status=404, body={"detail": "none"}), NoData()),
    (Said(body={}), NoData()),
    (Said(body=[]), NoData()),
    (Said(body=None), NoData()),
    (Said(body=b""), NoData()),
    (Said(status=400, body={"detail": "caller_id"}), Rejected400()),
    (Said(status=401, body={"detail": "no"}), Refused401()),
    (Said(status=403, body={"detail": "no"}), Refused403()),
    (Said(status=408), Unavailable()),
    (Said(status=429, headers={"Retry-After": "20"}), Unavailable(20_000)),
    (Said(status=500, body=b"oops"), Unavailable()),
    (Said(status=503, body=b"<html>"), Unavailable()),
    (Said(status=405), Unavailable()),
    (Said(status=307, headers={"Location": "/trap"}), Unavailable()),
    (Said(status=201, body=FIX), Unavailable()),
    (Said(body=b"\x00\xff\xfegarbage"), Unavailable()),
    (Said(body=b'{"latitude": 39.8, "longi'), Unavailable()),
    (Said(body=b"[" * 200_000), Unavailable()),
    (Said(body=b"<html><body>Sign in</body></html>"), Unavailable()),
]


@pytest.mark.parametrize(("said", "outcome"), OUTCOMES)
async def test_every_answer_of_lei_has_one_meaning(said: Said, outcome: Outcome) -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/location", said)
        heard = await line.lei.newest(PHONE, SHARE)
        assert heard.outcome == outcome
        assert bool(heard.problem) == (said.status != 200 or isinstance(outcome, Unavailable))


@pytest.mark.parametrize(("said", "outcome"), OUTCOMES)
async def test_every_answer_of_rad_e_has_one_meaning(said: Said, outcome: Outcome) -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/rad-e", said)
        assert (await line.rad_e.newest(PHONE, None, SHARE)).outcome == outcome


async def test_lei_is_asked_by_post_with_the_shares_token() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        heard = await line.lei.newest(PHONE, SHARE)
        assert heard.outcome == Data()
        assert heard.fixes[0].uncertainty_m == 7
        (asked,) = rapidsos.asked
        assert (asked.method, asked.authorization) == ("POST", f"Bearer {SHARE.value}")
        assert asked.json == {"caller_id": "12175550143"}


async def test_get_and_other_paths_are_settings() -> None:
    async with answering() as rapidsos, line_to(rapidsos, lei_method="GET", lei_path="/v9/place") as line:
        rapidsos.says("/v9/place", Said(body=FIX))
        assert (await line.lei.newest(PHONE, SHARE)).outcome == Data()
        assert (rapidsos.asked[0].method, rapidsos.asked[0].query) == ("GET", {"caller_id": "12175550143"})


async def test_an_own_token_is_renewed_once_when_it_is_refused() -> None:
    async with answering() as rapidsos, line_to(rapidsos, lei_auth="own") as line:
        rapidsos.says("/location", Said(status=401), Said(body=FIX))
        assert (await line.lei.newest(PHONE, SHARE)).outcome == Data()
        assert [one.path for one in rapidsos.asked] == ["/oauth/token", "/location", "/oauth/token", "/location"]


async def test_an_own_token_refused_twice_ends_nothing() -> None:
    async with answering() as rapidsos, line_to(rapidsos, rad_e_auth="own") as line:
        rapidsos.says("/rad-e", Said(status=401))
        assert (await line.rad_e.newest(PHONE, None, None)).outcome == Unavailable()
        assert len(rapidsos.to("/rad-e")) == 2


async def test_without_an_own_token_nothing_is_asked() -> None:
    async with answering() as rapidsos, line_to(rapidsos, lei_auth="own") as line:
        rapidsos.says("/oauth/token", Said(status=503))
        heard = await line.lei.newest(PHONE, None)
        assert (heard.outcome, heard.problem) == (Unavailable(), "HTTP 503")


async def test_a_share_without_its_token_is_never_asked_with_another() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        assert (await line.lei.newest(PHONE, None)).outcome is None
        assert rapidsos.asked == []


async def test_rad_e_is_asked_by_alert_id_when_there_is_no_number() -> None:
    async with answering() as rapidsos, line_to(rapidsos, rad_e_alert_name="alert") as line:
        heard = await line.rad_e.newest(None, "alert-1", SHARE)
        assert rapidsos.asked[0].json == {"alert": "alert-1"}
        assert json.loads(heard.untrusted_answer or "") == CARD
        assert "Robin" not in repr(heard)


async def test_a_token_repeated_in_an_answer_is_cut_out() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/rad-e", Said(body={"uber": {"driver": "Robin", "token": SHARE.value}}))
        heard = await line.rad_e.newest(PHONE, None, SHARE)
        assert SHARE.value not in (heard.untrusted_answer or SHARE.value)


async def test_cards_without_data_are_no_data() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/rad-e", Said(body={"cove": {"schema": {"properties": {"a": {"title": "A"}}}}}))
        assert (await line.rad_e.newest(PHONE, None, SHARE)).outcome == NoData()


def page(first: int) -> list[dict[str, typing.Any]]:
    return [{**FIX, "location_time": first + step * 1000} for step in range(PAGE)]


async def test_the_trail_is_read_page_after_page() -> None:
    def history(asked: Asked) -> Said:
        start = asked.json["start"]
        return Said(body={"locations": page(start + 1000) if start < T0 + 150_000 else []})

    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/location", history)
        trail = await line.lei.trail(PHONE, SHARE, T0)
        assert len(trail.fixes) == 2 * PAGE
        assert [one.json["start"] for one in rapidsos.asked] == [T0, T0 + 100_000, T0 + 200_000]
        assert all(one.json["limit"] == PAGE for one in rapidsos.asked)


async def test_a_trail_that_never_ends_is_cut_and_one_that_stands_still_is_left() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/location", lambda asked: Said(body=page(asked.json["start"] + 1000)))
        await line.lei.trail(PHONE, SHARE, T0)
        assert len(rapidsos.asked) == 5
        rapidsos.says("/location", Said(body=page(T0)))
        await line.lei.trail(PHONE, SHARE, T0 + 500_000)
        assert len(rapidsos.asked) == 6


async def test_a_trail_that_is_refused_says_so() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/location", Said(status=400))
        assert (await line.lei.trail(PHONE, SHARE, -5)).outcome == Rejected400()
        assert rapidsos.asked[0].json["start"] == 1


async def test_names_of_a_location_come_from_a_file(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "names.toml"
    file.write_text('latitude = ["breite"]\nlongitude = ["laenge"]\n', encoding="utf-8")
    async with answering() as rapidsos, line_to(rapidsos, lei_aliases=str(file)) as line:
        rapidsos.says("/location", Said(body={"breite": 39.8, "laenge": -89.6}))
        assert (await line.lei.newest(PHONE, SHARE)).fixes[0].latitude == 39.8


async def test_a_wrong_file_of_names_is_refused(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "names.toml"
    file.write_text('breite = ["latitude"]\n', encoding="utf-8")
    async with answering() as rapidsos:
        with pytest.raises(RefusedError, match="lei_aliases"):
            async with line_to(rapidsos, lei_aliases=str(file)):
                pass
