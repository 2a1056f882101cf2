"""Sentences of the domain as the console shows them, their gaps made safe to read."""

from app.console.look.plain_text import one_line
from app.domain.callflow.wording import Sentence


def said(sentence: Sentence) -> str:
    """The sentence, its gaps filled with text that can't reorder or hide anything."""
    return sentence.words.format(**{name: one_line(text) for name, text in sentence.gaps})
