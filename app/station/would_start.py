"""Whether a station would start with other settings: a change must never keep it from coming back."""

import pathlib
import socket

from app.ground.exits import Exit, RefusedError
from app.settings import Settings, addresses
from app.station import opening
from app.station.journal.place import Place
from app.station.listener.certificate import Certificate
from app.station.rapidsos import client, line


def check(place: Place, after: Settings, now: Settings) -> None:
    """Look at what a start would stumble over; ``now`` is in force, so that its own port is no other's.

    Raises:
        RefusedError: it would not start; the sentence says which setting to correct.
    """
    environment = opening.place(place.folder, after).environment
    addresses.check(after, environment)  # type: ignore[arg-type]  # a journal knows it as text
    opening.mapping(after)
    line.aliases(after)
    client.trust(after.rapidsos_ca)
    if after.tls_certificate is not None and after.tls_key is not None:
        Certificate(pathlib.Path(after.tls_certificate).expanduser(), pathlib.Path(after.tls_key).expanduser())
    if (after.host, after.port) != (now.host, now.port):
        _can_listen(after.host, after.port if after.port != now.port else 0)


def _can_listen(host: str, port: int) -> None:
    """Try the address; 0 tries the host alone."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        with socket.create_server((host, port), family=family):
            pass
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        sentence = f"The station can't listen on {host}, port {port} ({reason}). Choose another address or port."
        raise RefusedError(sentence, Exit.PORT) from None
