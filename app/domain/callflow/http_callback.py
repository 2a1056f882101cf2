"""Messages of RapidSOS's HTTP utility, whose parameters each center agrees for itself (docs/contract.md#7.1)."""

import hashlib
import urllib.parse

import msgspec

from app.domain.callflow.identity import identity
from app.domain.callflow.status import Malformed, as_text, json_object

MOST_PARAMETERS = 200


class HttpCallback(msgspec.Struct, frozen=True, kw_only=True):
    """One request of the HTTP utility; its parameters are shown as they came and change nothing."""

    flow: str | None
    """What the configured parameter says: the flow's id or our event id."""
    untrusted_parameters: tuple[tuple[str, str], ...]
    digest: str
    """SHA-256 of the body or the query as it came."""


def read_post(untrusted_body: bytes, id_parameter: str) -> HttpCallback | Malformed:
    """The parameters of a JSON body."""
    content = json_object(untrusted_body)
    if isinstance(content, Malformed):
        return content
    return HttpCallback(
        flow=identity(content.get(id_parameter)),
        untrusted_parameters=tuple((name, as_text(value)) for name, value in content.items())[:MOST_PARAMETERS],
        digest=hashlib.sha256(untrusted_body).hexdigest(),
    )


def read_get(untrusted_query: str, id_parameter: str) -> HttpCallback:
    """The parameters of a query string, percent signs decoded; the first of a name that is there twice counts."""
    pairs = urllib.parse.parse_qsl(untrusted_query, keep_blank_values=True)[:MOST_PARAMETERS]
    return HttpCallback(
        flow=next((identity(value) for name, value in pairs if name == id_parameter), None),
        untrusted_parameters=tuple((name, as_text(value)) for name, value in pairs),
        digest=hashlib.sha256(untrusted_query.encode(errors="surrogatepass")).hexdigest(),
    )
