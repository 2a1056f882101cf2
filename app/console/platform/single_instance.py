"""One console for each data directory and user: a second start raises the first one's window (docs/operator.md#e1)."""

import hashlib
import logging
import pathlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

RAISE, RAISED = b"raise\n", b"raised\n"
PATIENCE_MS = 1_000
"""A first console that does not answer for so long is frozen: a second one opens all the same, for alarms must show."""


def name_of(data_dir: pathlib.Path) -> str:
    """The name of a data directory's local socket, without its path."""
    digest = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()
    return f"watchfloor-{digest[:24]}"


def raised_another(data_dir: pathlib.Path) -> bool:
    """Ask the console that has this data directory open to show itself; False when there is none that answers."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(data_dir))
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    socket.write(RAISE)
    socket.flush()
    answered = socket.waitForReadyRead(PATIENCE_MS) and bytes(socket.readAll().data()) == RAISED
    socket.disconnectFromServer()
    return answered


class SingleInstance(QObject):
    """Listens on a local socket for a second start, which asks for the window.

    Signals:
        wanted: somebody started the program again; show the window.
    """

    wanted = Signal()

    def __init__(self, data_dir: pathlib.Path) -> None:
        super().__init__()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._knocked)
        name = name_of(data_dir)
        if self._server.listen(name):
            return
        # Nobody answered at it, else this console would not be here: a crashed one left it behind.
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            log.warning("A second start will open a second window: %s", self._server.errorString())

    def close(self) -> None:
        """Be found no more."""
        self._server.close()

    def _knocked(self) -> None:
        visitor = self._server.nextPendingConnection()
        visitor.readyRead.connect(lambda: self._answer(visitor))
        visitor.disconnected.connect(visitor.deleteLater)
        if visitor.bytesAvailable():
            self._answer(visitor)

    def _answer(self, visitor: QLocalSocket) -> None:
        if bytes(visitor.read(len(RAISE)).data()) == RAISE:
            self.wanted.emit()
            visitor.write(RAISED)
            visitor.flush()
