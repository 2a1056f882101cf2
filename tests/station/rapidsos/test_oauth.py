"""One token for all who ask, renewed in time; wrong credentials are tried once and no more."""

import asyncio
import base64
import collections.abc
import json
import urllib.parse

import pytest

from app.station.rapidsos import oauth
from app.station.rapidsos.oauth import BEFORE_A_TRIGGER_S, CredentialState, NoTokenError
from tests.fake_clock import T0, FakeClock
from tests.station.rapidsos.answering import CLIENT, Answering, Said, answering, line_to


def token(name: str = "own-1", **changes: object) -> Said:
    return Said(body={"access_token": name, "token_type": "BearerToken", "expires_in": 3600, **changes})


async def test_client_credentials_go_in_a_form_and_the_word_is_bearer() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        assert (await line.oauth.token()).authorization == "Bearer own-token-not-real"
        (asked,) = rapidsos.asked
        assert asked.media == "application/x-www-form-urlencoded"
        assert urllib.parse.parse_qs(asked.body.decode()) == {
            "client_id": [CLIENT[0]],
            "client_secret": [CLIENT[1]],
            "grant_type": ["client_credentials"],
        }
        assert line.oauth.seen.standing is CredentialState.ACCEPTED


@pytest.mark.parametrize("style", ["json", "basic"])
async def test_other_styles_are_a_setting(style: str) -> None:
    async with answering() as rapidsos, line_to(rapidsos, oauth_style=style) as line:
        await line.oauth.token()
        (asked,) = rapidsos.asked
        if style == "json":
            assert asked.json["client_secret"] == CLIENT[1]
        else:
            assert asked.authorization == "Basic " + base64.b64encode(":".join(CLIENT).encode()).decode()
            assert asked.body == b"grant_type=client_credentials"


async def test_many_who_ask_at_once_cost_one_request() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        tokens = await asyncio.gather(*(line.oauth.token() for _ in range(30)))
        assert len(set(map(id, tokens))) == 1
        assert len(rapidsos.asked) == 1


async def test_a_token_is_renewed_a_minute_before_it_expires() -> None:
    clock = FakeClock()
    async with answering() as rapidsos, line_to(rapidsos, clock) as line:
        rapidsos.says("/oauth/token", token("own-1", expires_in="3600"), token("own-2"))
        first = await line.oauth.token()
        await clock.advance(3_539)
        assert await line.oauth.token() is first
        await clock.advance(2)
        assert (await line.oauth.token()).value == "own-2"


async def test_before_a_trigger_five_minutes_must_be_left() -> None:
    clock = FakeClock()
    async with answering() as rapidsos, line_to(rapidsos, clock) as line:
        rapidsos.says("/oauth/token", token("own-1"), token("own-2"))
        await line.oauth.token()
        await clock.advance(3_540 - BEFORE_A_TRIGGER_S + 1)
        assert (await line.oauth.token()).value == "own-1"
        assert (await line.oauth.token(living_s=BEFORE_A_TRIGGER_S)).value == "own-2"


async def test_a_short_token_is_not_renewed_for_ever() -> None:
    clock = FakeClock()
    async with answering() as rapidsos, line_to(rapidsos, clock) as line:
        rapidsos.says("/oauth/token", token("own-1", expires_in=None), token("own-2"))
        for _ in range(3):
            assert (await line.oauth.token(living_s=BEFORE_A_TRIGGER_S)).value == "own-1"
        await clock.advance(140)
        assert (await line.oauth.token(living_s=BEFORE_A_TRIGGER_S)).value == "own-2"


async def test_when_renewing_fails_a_token_that_lives_will_do() -> None:
    clock = FakeClock()
    async with answering() as rapidsos, line_to(rapidsos, clock) as line:
        rapidsos.says("/oauth/token", token("own-1"), Said(status=503, body=b"<html>"))
        await line.oauth.token()
        await clock.advance(3_400)
        assert (await line.oauth.token(living_s=BEFORE_A_TRIGGER_S)).value == "own-1"
        assert line.oauth.seen.standing is CredentialState.UNREACHABLE


@pytest.mark.parametrize("status", [400, 401, 403])
async def test_rejected_credentials_are_tried_again_only_by_hand(
    status: int, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("rejected the client credentials")
    clock = FakeClock()
    async with answering() as rapidsos, line_to(rapidsos, clock) as line:
        rapidsos.says("/oauth/token", Said(status=status, body={"detail": "no"}), token())
        for _ in range(5):
            with pytest.raises(NoTokenError) as refused:
                await line.oauth.token()
            assert refused.value.rejected
            await clock.advance(600)
        assert len(rapidsos.asked) == 1
        assert line.oauth.seen.standing is CredentialState.REJECTED
        assert (await line.oauth.token(by_hand=True)).value == "own-1"


@pytest.mark.parametrize(
    "said",
    [
        Said(status=429, headers={"Retry-After": "7"}, body={"detail": "Too many requests"}),
        Said(status=503, body=b"<html>"),
        Said(body={"token_type": "BearerToken"}),
        Said(body={"access_token": ""}),
        Said(body=["access_token"]),
        Said(body=b"[" * 100_000),
        Said(body={"access_token": "own-1", "expires_in": 0}),
    ],
)
async def test_a_failing_endpoint_gets_time(said: Said) -> None:
    clock = FakeClock()
    async with answering() as rapidsos, line_to(rapidsos, clock) as line:
        rapidsos.says("/oauth/token", said, token())
        for _ in range(3):
            with pytest.raises(NoTokenError) as failed:
                await line.oauth.token()
            assert not failed.value.rejected
        assert len(rapidsos.asked) == 1
        await clock.advance(1.5 if said.status != 429 else 6.9)
        with pytest.raises(NoTokenError):
            await line.oauth.token()
        assert len(rapidsos.asked) == 1
        await clock.advance(1)
        assert (await line.oauth.token()).value == "own-1"


async def test_backing_off_ends_at_a_minute() -> None:
    clock = FakeClock()
    async with answering() as rapidsos, line_to(rapidsos, clock) as line:
        rapidsos.says("/oauth/token", Said(status=500))
        for _ in range(14):
            with pytest.raises(NoTokenError):
                await line.oauth.token()
            await clock.advance(73)
        assert len(rapidsos.asked) == 14


async def test_no_connection_is_said_so() -> None:
    rapidsos = Answering()
    rapidsos.url = "http://127.0.0.1:9"
    async with line_to(rapidsos) as line:
        with pytest.raises(NoTokenError, match="no connection"):
            await line.oauth.token()


async def test_without_credentials_nothing_is_sent() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        line.oauth._credentials = lambda: None
        with pytest.raises(NoTokenError):
            await line.oauth.token()
        assert line.oauth.seen.standing is CredentialState.MISSING
        assert rapidsos.asked == []


async def test_a_refused_token_is_forgotten_unless_it_was_renewed_meanwhile() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/oauth/token", token("own-1"), token("own-2"))
        first = await line.oauth.token()
        line.oauth.refused(first)
        second = await line.oauth.token()
        line.oauth.refused(first)
        assert await line.oauth.token() is second


async def test_a_clock_far_off_is_seen() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/oauth/token", token(issued_at=str(T0 + 3_600_000)))
        await line.oauth.token()
        assert line.oauth.seen.skew_ms == 3_600_000


@pytest.mark.parametrize(
    ("written", "life_s"),
    [
        ("3599", 3599),
        (3600, 3600),
        (3600.5, 3600.5),
        (None, 300),
        ("soon", 300),
        (-1, 300),
        (True, 300),
        (1e99, 86_400),
    ],
)
def test_lives_are_read_as_numbers_or_texts(written: object, life_s: float) -> None:
    issued = oauth.read(json.dumps({"access_token": "x", "expires_in": written}).encode())
    assert issued is not None
    assert issued.expires_in_s == life_s


async def test_nothing_of_a_token_is_in_a_repr() -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        own = await line.oauth.token()
        assert own.value not in repr(own) + str(line.oauth.seen)


@pytest.mark.parametrize("left_s", [59, 52, 10, 1])
async def test_a_server_that_hands_out_one_token_until_it_ends_costs_not_its_last_minute(left_s: int) -> None:
    clock = FakeClock()
    async with answering() as rapidsos, line_to(rapidsos, clock) as line:
        rapidsos.says("/oauth/token", token("own-1", expires_in=left_s), token("own-2"))
        assert (await line.oauth.token(living_s=BEFORE_A_TRIGGER_S, by_hand=True)).value == "own-1"
        await clock.advance(left_s * 0.95)
        assert (await line.oauth.token()).value == "own-2"


@pytest.mark.parametrize("named", ["own-1\n", " own-1 ", "\town-1\r\n"])
async def test_blanks_around_a_token_are_taken_off(named: str) -> None:
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/oauth/token", token(named))
        assert (await line.oauth.token()).authorization == "Bearer own-1"


@pytest.mark.parametrize(
    ("content_type", "encoding"),
    [
        ("application/json; charset=iso-8859-1", "latin-1"),
        ('application/json;charset="windows-1252"', "cp1252"),
        ("application/json; charset=utf-16", "utf-16"),
        ("application/json", "utf-16-le"),
        ("application/json", "latin-1"),
        ("application/json; charset=nonsense", "latin-1"),
        ("application/json; charset=zlib", "latin-1"),
        ("application/json; charset=iso-8859-1", "utf-8"),
    ],
)
async def test_a_token_answer_in_another_charset_is_read(content_type: str, encoding: str) -> None:
    body = json.dumps({"access_token": "own-1", "scope": "Z\u00fcrich"}, ensure_ascii=False).encode(encoding)
    async with answering() as rapidsos, line_to(rapidsos) as line:
        rapidsos.says("/oauth/token", Said(body=body, headers={"Content-Type": content_type}))
        assert (await line.oauth.token()).value == "own-1"
