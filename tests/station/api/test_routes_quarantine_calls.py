"""The desk's calls about the quarantine."""

import msgspec
import pytest

from app.protocol.requests import KeptRequest, KeptWords, Quarantine
from app.station.api.routes import QuarantineRoutes
from app.station.http.request import InboundRequest, Response
from app.station.journal.base import JournalUnavailableError

REQUEST = KeptRequest(
    quarantine=3,
    received_at=5,
    status=401,
    problem="signature: bad",
    signature="bad",
    remote="192.0.2.1",
    request_sha256="a" * 64,
    size=2,
    rings=False,
    is_share=True,
)
WORDS = KeptWords(request=REQUEST, untrusted_headers=(), untrusted_text="{}")


class Shelf:
    fails = False

    def listing(self) -> Quarantine:
        self._read()
        return Quarantine(kept=(REQUEST,), locked=0, fallen=2)

    def words(self, number: int) -> KeptWords | None:
        self._read()
        return WORDS if number == 3 else None

    def _read(self) -> None:
        if self.fails:
            raise JournalUnavailableError("no disk")


async def ask(shelf: Shelf, path: str) -> Response:
    route = next(one for one in QuarantineRoutes(shelf).routes() if one.matches(path))
    return await route.methods["GET"](
        InboundRequest(
            method="GET",
            path=path,
            untrusted_query={},
            untrusted_headers=(),
            remote="::1",
            untrusted_body=b"",
            received_at=0,
        )
    )


async def test_everything_kept_and_one_of_them() -> None:
    listing = await ask(Shelf(), "/quarantine")
    assert msgspec.json.decode(listing.body, type=Quarantine).kept == (REQUEST,)
    assert msgspec.json.decode((await ask(Shelf(), "/quarantine/3")).body, type=KeptWords) == WORDS


@pytest.mark.parametrize("path", ["/quarantine/4", "/quarantine/x", "/quarantine/"])
async def test_what_is_not_kept_is_not_found(path: str) -> None:
    assert (await ask(Shelf(), path)).status == 404


@pytest.mark.parametrize("path", ["/quarantine", "/quarantine/3"])
async def test_a_disk_that_fails_is_said(path: str) -> None:
    shelf = Shelf()
    shelf.fails = True
    assert (await ask(shelf, path)).status == 503
