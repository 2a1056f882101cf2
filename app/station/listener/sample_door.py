"""Where the station's own signed samples arrive: the shares' signature is judged, and nothing is ever kept of them."""

from app.domain.data_share import signature
from app.domain.data_share.signature import Signature
from app.station.listener.data_share import HEADER, Secrets
from app.station.listener.exchange import Answer, Received, refusal
from app.station.nonces import NONCE, Nonces


class SampleDoor:
    """A POST at the self-test's path; a stranger's is told nothing of its signature."""

    def __init__(self, nonces: Nonces, secrets: Secrets) -> None:
        self._nonces = nonces
        self._secrets = secrets

    async def __call__(self, request: Received) -> Answer:
        """Judge the signature as a share's is judged: the raw body, the same header, the secrets in use."""
        untrusted_nonce = request.head.untrusted_query.get(NONCE)
        if untrusted_nonce is None or not self._nonces.take(untrusted_nonce):
            return refusal(400, "no nonce of this station")
        header = next(iter(request.head.headers(HEADER)), None)
        verdict = signature.judge(request.untrusted_body, header, self._secrets())
        return Answer(status=200) if verdict is Signature.GOOD else refusal(401, f"signature {verdict.value}")
