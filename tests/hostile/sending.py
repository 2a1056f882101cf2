"""Raw bytes to a socket, and the first status that comes back."""

import contextlib
import socket

TIMEOUT_S = 15.0


def first_status(port: int, raw: bytes) -> int | None:
    """Send it all, then read; the status of the first answer, or None when it was closed without one."""
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(raw)
        answer = b""
        with contextlib.suppress(ConnectionError):
            while b"\r\n" not in answer and (piece := connection.recv(4096)):
                answer += piece
    words = answer.split(b"\r\n", 1)[0].split()
    return int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP/") else None
