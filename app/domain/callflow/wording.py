"""A sentence for the operator, its gaps apart so that the console can make them safe to show."""

import msgspec


class Sentence(msgspec.Struct, frozen=True):
    """English words with named gaps, and what fills them; a console fills the gaps itself, with text made safe."""

    words: str
    gaps: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """The sentence with its gaps filled."""
        return self.words.format(**dict(self.gaps))


def say(words: str, **gaps: object) -> Sentence:
    """The sentence with its gaps filled, like ``say("10 digits needed, this has {count}", count=9)``."""
    return Sentence(words, tuple((name, str(value)) for name, value in gaps.items()))
