"""TLS directly in the station: a certificate from two files, taken over anew when they change."""

import collections.abc
import logging
import os
import pathlib
import socket
import ssl
import typing

from app.core.errors import Exit, RefusedError

_LOG = logging.getLogger(__name__)

LOOK_EVERY_S = 10.0
Stamp = tuple[tuple[int, int], ...]


class Certificate:
    """A certificate chain and its key (PEM), and the context that connections are made with."""

    def __init__(self, chain: pathlib.Path, key: pathlib.Path) -> None:
        """Read both.

        Raises:
            RefusedError: a file can't be read, or key and certificate are no pair.
        """
        self._chain, self._key = chain, key
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.problem = ""
        """Why the files as they are now are not in force; empty when they are."""
        self.expires_at = 0
        """When the certificate in force ends, UTC ms."""
        try:
            self._stamp = self._read()
        except (OSError, ValueError) as error:
            raise RefusedError(
                f"The certificate {chain} with the key {key} can't be used ({_words(error)}). Correct tls_certificate "
                "and tls_key, or remove both.",
                Exit.SETTINGS,
            ) from None

    def look(self) -> None:
        """Take the files over if they changed; a pair that won't do leaves the old one in force. Blocks."""
        try:
            if self._stamped() == self._stamp and not self.problem:
                return
            self._stamp = self._read()
        except (OSError, ValueError) as error:
            if not self.problem:
                _LOG.error("The new certificate %s can't be used: %s", self._chain, _words(error))
            self.problem = f"The certificate on disk can't be used ({_words(error)}); the one before is in force."
            return
        self.problem = ""
        _LOG.info("The certificate %s is in force for new connections.", self._chain)

    def _read(self) -> Stamp:
        # 60 ms to load, which a station without TLS of its own need not wait for.
        from cryptography import x509  # noqa: PLC0415

        stamp = self._stamped()
        # Into a context that nobody uses first: a half-written pair must not reach the one in force.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self._chain, self._key, password=_no_password)
        first = x509.load_pem_x509_certificates(self._chain.read_bytes())[0]
        self.context.load_cert_chain(self._chain, self._key, password=_no_password)
        self.expires_at = int(first.not_valid_after_utc.timestamp() * 1000)
        return stamp

    def _stamped(self) -> Stamp:
        return tuple(
            (found.st_mtime_ns, found.st_size)
            for found in (os.stat(self._chain), os.stat(self._key))  # noqa: PTH116 both at once, as close together as can be
        )


def _no_password() -> typing.NoReturn:
    """Instead of OpenSSL's question on the terminal."""
    raise ValueError("the key has a password; the station reads keys without one")


def _words(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) and not isinstance(error, ssl.SSLError) else None
    return str(reason or getattr(error, "reason", None) or error)


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
