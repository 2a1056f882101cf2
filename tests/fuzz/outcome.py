"""What an edge says of one input: the kind of outcome in a few words, without the input's own."""

import re
from collections.abc import Callable

Read = Callable[[bytes], str]
"""The kind of outcome in a few words, the same for inputs that went the same way; an exception is a finding."""

_OWN_WORDS = re.compile(r"[0-9]+|'[^']*'|`[^`]*`|\"[^\"]*\"")


def kind(words: str) -> str:
    """The words without numbers and quoted parts."""
    return _OWN_WORDS.sub("#", words)[:70]
