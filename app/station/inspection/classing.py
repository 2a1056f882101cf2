"""What became of a request, from its path and its answer."""

from app.domain.inspection.request import Outcome
from app.station import nonces
from app.station.listener import callflow_http, callflow_status
from app.station.listener.exchange import Exchange

_CALLBACKS = frozenset({callflow_status.PATH, callflow_http.PATH})
_OK, _MALFORMED, _SERVER = 200, 400, 500


def outcome_of(exchange: Exchange) -> Outcome:
    """What became of it."""
    status, path = exchange.answer.status, exchange.head.path
    if path == nonces.PATH:
        return Outcome.SELF_TEST
    if status >= _SERVER:
        return Outcome.FAILED
    if status == _MALFORMED:
        return Outcome.MALFORMED
    if status != _OK:
        return Outcome.REFUSED
    if path in _CALLBACKS:
        return Outcome.CALLBACK
    return Outcome.REPEATED if exchange.answer.judged and exchange.answer.judged.repeated else Outcome.ACCEPTED
