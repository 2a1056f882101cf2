"""What is said of a station that speaks another wire than this console."""

from app import __version__
from app.console.look.plain_text import one_line
from app.domain.incident.pulse import Hello


def other_version(hello: Hello) -> str:
    """What an operator does about a station of another wire."""
    sentence = (
        "The station is version {theirs}, this console is {ours}, and they don't speak the same wire. "
        "Start both from the same installation."
    )
    return sentence.format(theirs=one_line(hello.version), ours=__version__)
