"""Proofs that a whole station gives to a signed-on operator."""

import collections.abc
import pathlib
import socket
import sys
import typing

import msgspec

from app.domain.data_share.signature import sign
from app.protocol.settings import CheckResults
from app.settings import Settings
from app.station.api import auth
from app.station.services.reachability import PATH
from tests.station.given import SECRET
from tests.station.rapidsos.answering import Said, answering
from tests.station.running import PLAY, Running, running


async def proven(station: Running, kind: str) -> CheckResults:
    on = await station.command({"command": "SignOn", "name": "ANNA"})
    return await asked(station, kind, on["session"])


async def asked(station: Running, kind: str, session: str) -> CheckResults:
    status, content = await ask(station, f"{kind}?session={session}")
    assert status == 200
    return msgspec.json.decode(content, type=CheckResults)


async def ask(station: Running, what: str) -> tuple[int, bytes]:
    file = auth.read(station.folder)
    assert file is not None
    bearer = {"Authorization": f"Bearer {file.token}", "Content-Type": "application/json"}
    answer = await station.client.post(f"{file.url}/proofs/{what}", headers=bearer)
    return answer.status_code, answer.content


def with_(**changes: typing.Any) -> Settings:  # noqa: ANN401 values of settings
    return msgspec.structs.replace(PLAY, **changes)


def folder(tmp_path: pathlib.Path, name: str) -> pathlib.Path:
    made = tmp_path / name
    made.mkdir()
    return made


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


async def test_nobody_but_a_signed_on_operator_may_ask(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        status, _ = await ask(station, "help")
        assert status == 403


async def test_a_signed_sample_is_taken_a_wrong_one_is_not_and_neither_is_kept(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        found = await proven(station, "signature")
        assert found.good
        assert [one.figure.partition(",")[0] for one in found.proofs] == ["200", "401"]
        assert not any("Share" in kind or "Body" in kind for kind in await station.kinds())
        assert SECRET not in str(found)


async def test_both_secrets_are_tried_and_the_way_from_outside_too(tmp_path: pathlib.Path) -> None:
    port = free_port()
    settings = with_(port=port, public_url=f"http://127.0.0.1:{port}")
    async with running(tmp_path, settings, WATCHFLOOR_SHARED_SECRET_NEXT="next-secret-of-a-test") as station:
        found = await proven(station, "signature")
        assert found.good
        assert [one.what for one in found.proofs] == [
            "A sample signed with the shared secret is taken by this station's listener",
            "A sample signed with the next secret is taken by this station's listener",
            "A wrong signature is refused",
            "A sample signed with the shared secret is taken by the public address",
        ]


async def test_a_public_address_that_leads_elsewhere_is_seen(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path, with_(public_url=f"http://127.0.0.1:{free_port()}")) as station:
        found = await proven(station, "signature")
        assert found.proofs[-1].good is False
        assert "no answer" in found.proofs[-1].seen
        found = await proven(station, "path")
        assert [one.good for one in found.proofs] == [True, None, False, False]


async def test_the_path_is_proven_piece_by_piece(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        port, nothing = (await proven(station, "path")).proofs
        assert port.good
        assert nothing.good is False
    port_number = free_port()
    settings = with_(port=port_number, public_url=f"http://127.0.0.1:{port_number}")
    async with running(folder(tmp_path, "public"), settings) as station:
        _port, name, tls, back = (await proven(station, "path")).proofs
        assert (name.good, name.figure) == (None, "private")
        assert (tls.good, tls.figure) == (False, "none")
        assert back.good
        assert "PathProven" in await station.kinds()


async def test_a_real_token_is_fetched_each_time(
    tmp_path: pathlib.Path, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("rejected the client credentials")
    async with (
        answering() as rapidsos,
        running(
            tmp_path,
            with_(rapidsos_url=rapidsos.url),
            WATCHFLOOR_CLIENT_ID="client-not-real",
            WATCHFLOOR_CLIENT_SECRET="client-secret-not-real",
        ) as station,
    ):
        found = await proven(station, "token")
        before = len(rapidsos.asked)
        assert found.good
        await proven(station, "token")
        assert len(rapidsos.asked) == before + 1
        rapidsos.says("/oauth/token", Said(401))
        (refused,) = (await proven(station, "token")).proofs
        assert refused.good is False
        assert "rejected" in refused.seen


async def test_a_call_for_help_is_tried_and_says_that_it_is_a_test(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        (nobody,) = (await proven(station, "help")).proofs
        assert nobody.good is False
    seen = tmp_path / "seen"
    script = f"import os, pathlib; pathlib.Path({str(seen)!r}).write_text(os.environ['WATCHFLOOR_TEST'])"
    settings = with_(escalate_command=(sys.executable, "-c", script))
    async with running(folder(tmp_path, "called"), settings) as station:
        assert (await proven(station, "help")).good
        assert seen.read_text() == "1"
    async with running(
        folder(tmp_path, "failing"), with_(escalate_command=(sys.executable, "-c", "raise SystemExit(3)"))
    ) as one:
        (failed,) = (await proven(one, "help")).proofs
        assert "code 3" in failed.seen


async def test_a_strangers_sample_learns_nothing(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        here = station.ready.handler_url.replace("/data_share_handler", PATH)
        for nonce in ("", "?nonce=made.up.here"):
            headers = {"X-RapidSOS-Signature": sign(b"{}", SECRET)}
            answer = await station.client.post(here + nonce, content=b"{}", headers=headers)
            assert answer.status_code == 400
