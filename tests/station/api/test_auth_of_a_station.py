"""The desk's door on a whole station, over real HTTP."""

import hmac
import os
import pathlib
import stat

import pytest

from app.station.api import auth
from tests.station.running import Running, running

PATHS = ("/hello", "/events", "/incidents/1", "/commands", "/quarantine", "/secrets/take_over", "/settings", "/nowhere")


async def status(station: Running, method: str, path: str, **headers: str) -> int:
    """What the desk answers; never a header that lets a page of another origin read it."""
    file = auth.read(station.folder)
    assert file is not None
    answer = await station.client.request(method, file.url + path, headers=headers, content=b"{}")
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert file.token not in answer.text
    return answer.status_code


def bearer(station: Running) -> str:
    file = auth.read(station.folder)
    assert file is not None
    return f"Bearer {file.token}"


async def test_no_call_answers_without_the_token_in_its_header(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        known = bearer(station)
        token = known.removeprefix("Bearer ")
        for path in PATHS:
            for method in ("GET", "POST"):
                assert await status(station, method, path) == 401
                assert await status(station, method, f"{path}?token={token}&access_token={token}") == 401
                assert await status(station, method, path, Cookie=f"token={token}") == 401
                assert await status(station, method, path, Authorization=known + "x") == 401
                assert await status(station, method, path, Authorization=known.removesuffix(known[-1])) == 401
        assert await status(station, "GET", "/hello", Authorization=known) == 200


async def test_no_page_of_a_browser_gets_in(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        known = bearer(station)
        for path in PATHS:
            for origin in ("null", "http://127.0.0.1", "http://page.example"):
                assert await status(station, "GET", path, Authorization=known, Origin=origin) == 403
                preflight = {"Origin": origin, "Access-Control-Request-Method": "POST"}
                assert await status(station, "OPTIONS", path, **preflight) == 403
            for host in ("rebound.example", "rebound.example:80", "127.0.0.1.rebound.example:80", "0.0.0.0:80"):
                assert await status(station, "GET", path, Authorization=known, Host=host) == 403


async def test_only_json_is_taken(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        known = bearer(station)
        for media in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx"):
            for path in ("/commands", "/secrets/take_over"):
                answer = await status(station, "POST", path, Authorization=known, **{"Content-Type": media})
                assert answer == 415


async def test_the_token_is_compared_in_constant_time(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []
    real = hmac.compare_digest

    def compare(given: bytes, expected: bytes) -> bool:
        compared.append((given, expected))
        return real(given, expected)

    async with running(tmp_path) as station:
        monkeypatch.setattr(auth.hmac, "compare_digest", compare)  # type: ignore[attr-defined]  # the module it uses
        assert await status(station, "GET", "/hello", Authorization="Bearer x") == 401
        assert compared == [(b"Bearer x", bearer(station).encode())]


@pytest.mark.skipif(os.name != "posix", reason="mode bits; on Windows the folder's list of rights does it")
async def test_its_file_is_readable_by_one_user(tmp_path: pathlib.Path) -> None:
    os_mask = os.umask(0)
    try:
        async with running(tmp_path):
            assert stat.S_IMODE((tmp_path / auth.FILE_NAME).stat().st_mode) == 0o600
    finally:
        os.umask(os_mask)
    assert not (tmp_path / auth.FILE_NAME).exists()
