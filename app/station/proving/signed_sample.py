"""The shared secret, proven by a signed sample: taken when signed well, refused when not, and never an incident."""

import collections.abc

import msgspec

from app.domain.data_share.signature import sign
from app.domain.incident.proof import Proof
from app.station.listener.data_share import HEADER
from app.station.nonces import NONCE, PATH, Nonces
from app.station.proving.knocking import Answered, Knock

_OK, _UNAUTHORIZED = 200, 401
_WRONG = "0" * 40


class Way(msgspec.Struct, frozen=True):
    """One way on which samples are sent: what it is called, its address without a path, and who carries them."""

    name: str
    address: str
    knock: Knock


class SignedSample:
    """Sends samples to the path of the self-test, where nothing is kept, and never to the one of shares."""

    def __init__(
        self,
        secrets: collections.abc.Callable[[], collections.abc.Sequence[str]],
        nonces: Nonces,
        ways: collections.abc.Callable[[], collections.abc.Sequence[Way]],
    ) -> None:
        self._secrets = secrets
        self._nonces = nonces
        self._ways = ways

    async def prove(self) -> tuple[Proof, ...]:
        """Try every secret in use by every way, and a wrong signature."""
        secrets = self._secrets()
        if not secrets:
            step = "Make one or type it in; until then every share is refused with 401 and kept in quarantine."
            return (Proof(what="There is a shared secret", good=False, seen="None is known.", next_step=step),)
        near, *far = self._ways()
        proofs = [await self._taken(near, secret, next_one=place > 0) for place, secret in enumerate(secrets)]
        proofs.append(await self._refused(near))
        return (*proofs, *[await self._taken(way, secrets[0]) for way in far])

    async def _taken(self, way: Way, secret: str, *, next_one: bool = False) -> Proof:
        answered = await self._send(way, lambda body: sign(body, secret))
        which = "the next secret" if next_one else "the shared secret"
        return Proof(
            what=f"A sample signed with {which} is taken by {way.name}",
            good=answered.status == _OK,
            seen=_seen(answered, way),
            figure=answered.figure,
            next_step="" if answered.status == _OK else _step(answered),
        )

    async def _refused(self, way: Way) -> Proof:
        answered = await self._send(way, lambda _body: _WRONG)
        return Proof(
            what="A wrong signature is refused",
            good=answered.status == _UNAUTHORIZED,
            seen=_seen(answered, way),
            figure=answered.figure,
            next_step="" if answered.status == _UNAUTHORIZED else _step(answered),
        )

    async def _send(self, way: Way, signature: collections.abc.Callable[[bytes], str]) -> Answered:
        body = msgspec.json.encode({"sample": "signed by this station for itself", "call": None})
        headers = {"Content-Type": "application/json", HEADER: signature(body), "Cache-Control": "no-store"}
        nonce = self._nonces.issue(lambda: None)
        return await way.knock(f"{way.address}{PATH}?{NONCE}={nonce}", body, headers)


def _seen(answered: Answered, way: Way) -> str:
    if answered.problem:
        return f"{way.address}: {answered.problem}."
    return f"{way.address} answered {answered.status}. Nothing is kept of it."


def _step(answered: Answered) -> str:
    if answered.status == _UNAUTHORIZED:
        return "What stands in between changes the body or the header. Let the proxy pass both on untouched."
    return "Look at the listener and the public path first: the step before this one proves them."
