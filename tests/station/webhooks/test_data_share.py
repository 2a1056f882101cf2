"""From bytes to the journal: what is answered, and what is then on disk."""

import asyncio
import collections.abc
import contextlib
import functools
import hashlib
import json
import pathlib

import pytest

from app.domain.data_share import payload
from app.domain.data_share.signature import Signature
from app.domain.incident.envelope import received
from app.domain.incident.events import AnyEvent, BodyQuarantined, LocationFixed, ShareReceived, ShareRepeated
from app.station.http.request import InboundRequest
from app.station.journal.journal import Journal
from app.station.services import intake
from app.station.services.intake import Intake
from app.station.webhooks import data_share
from app.station.webhooks.data_share import DataShareHandler
from tests.fake_clock import T0
from tests.station.given import SECRET, body, request, signed
from tests.station.journal.made import Home

SAMPLES = pathlib.Path(__file__).parents[2] / "samples" / "datashare"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


@contextlib.contextmanager
def station(
    home: Home, secrets: tuple[str, ...] = (SECRET,), agencies: tuple[str, ...] = ()
) -> collections.abc.Iterator[tuple[Journal, DataShareHandler]]:
    with home.opened() as journal:
        read = functools.partial(payload.parse, agencies=agencies)
        yield journal, DataShareHandler(Intake(journal), lambda: secrets, read)


def events(journal: Journal) -> list[AnyEvent]:
    return [received(record).event for record in journal.after(0, 1_000)]


def kinds(journal: Journal) -> list[str]:
    return [type(event).__name__ for event in events(journal)]


async def answers(handler: DataShareHandler, *requests: InboundRequest) -> list[int]:
    return [(await handler(one)).status for one in requests]


async def test_a_good_share_is_on_disk_before_200(home: Home) -> None:
    content = body()
    with station(home) as (journal, handler):
        assert await answers(handler, signed(content)) == [200]
        share, fix = events(journal)
    assert isinstance(share, ShareReceived)
    assert share.request_sha256 == hashlib.sha256(content).hexdigest()
    assert (share.phone, share.ecc, share.verified, share.received_at) == ("+12125550123", "NY_0161", True, T0)
    assert "token-of-a-fictional" not in share.untrusted_body
    assert isinstance(fix, LocationFixed)
    assert (fix.latitude, fix.longitude, fix.uncertainty_m, fix.source) == (40.7484, -73.9857, 18.5, "share")


async def test_the_token_is_kept_apart(home: Home) -> None:
    content = body(access_token="the-token-of-this-share")
    with station(home) as (journal, handler):
        await handler(signed(content))
        (share, _) = events(journal)
        assert isinstance(share, ShareReceived)
        assert journal.token(share.share) == "the-token-of-this-share"


@pytest.mark.parametrize("name", EXPECTED["samples"])
async def test_samples(home: Home, name: str) -> None:
    sample, content = EXPECTED["samples"][name], (SAMPLES / name).read_bytes()
    signatures = [] if sample["signature"] is None else [sample["signature"]]
    with station(home, (EXPECTED["secret"],)) as (journal, handler):
        assert await answers(handler, request(content, *signatures)) == [sample["status"]]
        written = kinds(journal)
    expected = {200: "ShareReceived", 400: "BodyQuarantined", 401: "BodyQuarantined"}[sample["status"]]
    assert written[:1] == ([] if name == "signed_wrong_and_malformed.json" else [expected])


async def test_an_identical_body_is_never_a_second_incident(home: Home) -> None:
    content = body()
    with station(home) as (journal, handler):
        await answers(handler, signed(content), signed(content, T0 + 59_999), signed(content, T0 + 200_000))
        found = events(journal)
    assert [type(one).__name__ for one in found] == ["ShareReceived", "LocationFixed", "ShareRepeated", "ShareRepeated"]
    assert [one.quiet for one in found if isinstance(one, ShareRepeated)] == [True, False]


async def test_the_same_phone_again_joins_its_incident_and_another_ecc_does_not(home: Home) -> None:
    with station(home) as (journal, handler):
        await answers(handler, signed(body()), signed(body()), signed(body(account_id="NJ_0001")))
        incidents = [record.incident for record in journal.after(0, 100) if record.kind == "ShareReceived"]
    assert incidents == [1001, 1001, 1002]


async def test_many_at_once_are_all_stored_once(home: Home) -> None:
    contents = [body(query={"caller_id": f"1212555{number:04}"}) for number in range(100, 160)]
    with station(home) as (journal, handler):
        given = await asyncio.gather(*(handler(signed(one)) for one in [*contents, *contents]))
        assert {answer.status for answer in given} == {200}
        written = kinds(journal)
    assert written.count("ShareReceived") == 60
    assert written.count("ShareRepeated") == 60


async def test_two_signature_headers(home: Home) -> None:
    content = body()
    good = signed(content).header("X-RapidSOS-Signature") or ""
    with station(home) as (journal, handler):
        assert await answers(handler, request(content, good, good)) == [400]
        assert kinds(journal) == []


async def test_without_a_secret_all_is_refused_and_kept(home: Home) -> None:
    with station(home, secrets=()) as (journal, handler):
        assert await answers(handler, signed(body())) == [401]
        (kept,) = events(journal)
        assert journal.quarantined() == [1]
    assert isinstance(kept, BodyQuarantined)
    assert (kept.signature, kept.status, kept.rings) == ("no secret", 401, False)
    assert handler.judged == {Signature.NO_SECRET: T0}


async def test_a_good_signature_on_a_malformed_body_rings(home: Home) -> None:
    with station(home) as (journal, handler):
        assert await answers(handler, signed(b"{}")) == [400]
        (kept,) = events(journal)
    assert isinstance(kept, BodyQuarantined)
    assert kept.rings
    assert kept.problem == "access_token is absent or null"


async def test_agencies_of_the_center(home: Home) -> None:
    with station(home, agencies=("NJ_0001",)) as (journal, handler):
        assert await answers(handler, signed(body())) == [200]
        share = events(journal)[0]
    assert isinstance(share, ShareReceived)
    assert share.warnings == ("ecc_not_listed",)


async def test_credentials_in_headers_are_not_kept(home: Home) -> None:
    content = body()
    more = (("Authorization", "Bearer x"), ("Cookie", "a=b"), ("X-Long", "y" * 2_000))
    good = signed(content).header("X-RapidSOS-Signature") or ""
    with station(home) as (journal, handler):
        await handler(request(content, good, more=more))
        share = events(journal)[0]
    assert isinstance(share, ShareReceived)
    assert [name for name, _ in share.untrusted_headers] == ["X-Long", "X-RapidSOS-Signature"]
    assert len(share.untrusted_headers[0][1]) == 500


async def test_storage_that_fails_is_never_200(home: Home, expect_log: collections.abc.Callable[[str], None]) -> None:
    expect_log("could not be stored")
    with home.opened() as journal:
        handler = DataShareHandler(Intake(journal), lambda: (SECRET,), payload.parse)
    content = body()
    closed = await handler(signed(content))
    assert closed.status == 503
    assert ("Retry-After", "2") in closed.headers
    assert await answers(handler, request(content), signed(b"{}")) == [401, 503]


async def test_storage_that_hangs_is_never_200(
    home: Home, monkeypatch: pytest.MonkeyPatch, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("could not be stored (TimeoutError)")
    monkeypatch.setattr(data_share, "STORED_WITHIN_S", 0.01)

    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    with station(home) as (_, handler):
        monkeypatch.setattr(intake.Intake, "share", never)
        assert await answers(handler, signed(body())) == [503]


def test_nothing_private_in_representations() -> None:
    shown = InboundRequest(
        method="POST",
        path="/",
        untrusted_body=b"secret",
        untrusted_headers=(("a", "secret"),),
        remote="::1",
        received_at=T0,
    )
    assert "secret" not in repr(shown)


async def test_what_an_old_secret_proved_is_proven_no_more(home: Home) -> None:
    secrets = [SECRET]
    with home.opened() as journal:
        handler = DataShareHandler(Intake(journal), lambda: tuple(secrets), payload.parse)
        assert await answers(handler, signed(body())) == [200]
        secrets.append("the next secret, not used yet")
        assert Signature.GOOD in handler.judged
        secrets.remove(SECRET)
        assert handler.judged == {}
