"""A socket that the service manager opened before this process began, and keeps open when it ends (systemd.socket)."""

import collections.abc
import os
import socket

from app.ground.exits import Exit, RefusedError

FIRST = 3
"""The first file descriptor that a service manager hands over (sd_listen_fds)."""


def listening(environ: collections.abc.Mapping[str, str] = os.environ) -> socket.socket | None:
    """The socket to accept on instead of opening one; None when there is none for this process.

    Raises:
        RefusedError: more than one was handed over, or what was is no listening socket.
    """
    if environ.get("LISTEN_PID") != str(os.getpid()):
        return None
    if environ.get("LISTEN_FDS") != "1":
        raise RefusedError("The service manager handed over several sockets; the station takes one.", Exit.PORT)
    try:
        taken = socket.socket(fileno=FIRST)
        taken.getsockname()
    except OSError:
        raise RefusedError("What the service manager handed over is no socket to listen on.", Exit.PORT) from None
    taken.setblocking(False)
    return taken
