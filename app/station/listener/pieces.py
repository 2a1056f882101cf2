"""Cuts what came in one breath where requests may end, so that a broken one can't cost the ones before their answers.

The library reads all that it is given and then tells of the first fault only: good requests that stood before it in the
same bytes would go unanswered. Where a stream is cut never changes what it means, so nothing here can be fooled: a
wrong cut only leaves things as they were.
"""

import collections.abc
import typing

END: typing.Final = b"\r\n\r\n"
"""Ends the head of a request, and a body in chunks."""
MOST: typing.Final = 32
"""More pieces of one breath are not cut: bytes that look like many ends must not keep the station busy."""


class Pieces:
    """The cuts of one connection."""

    def __init__(self) -> None:
        self.body_left = 0
        """How many bytes of a body of known length are still to come; whoever reads the heads sets it."""
        self._before = b""
        """The last bytes that came, if an end may have begun in them."""

    def of(self, data: bytes) -> collections.abc.Iterator[bytes]:
        """The pieces, one after the other; ``body_left`` is read anew after each."""
        begun = 0
        for _ in range(MOST):
            piece = data[begun : self._end(data, begun)]
            if not piece:
                return
            begun += len(piece)
            of_a_body = min(self.body_left, len(piece))
            self.body_left -= of_a_body
            self._before = b"" if of_a_body or piece.endswith(END) else (self._before + piece)[1 - len(END) :]
            yield piece
        if begun < len(data):
            yield data[begun:]

    def _end(self, data: bytes, begun: int) -> int:
        if self.body_left:
            return begun + self.body_left
        found = (self._before + data[begun:]).find(END)
        return len(data) if found < 0 else begun + found + len(END) - len(self._before)
