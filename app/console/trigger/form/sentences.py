"""Sentences of the domain in the operator's language."""

from PySide6.QtCore import QCoreApplication

from app.console.look.plain_text import one_line
from app.domain.callflow.wording import Sentence


def said(sentence: Sentence) -> str:
    """The sentence, its gaps filled with text that can't reorder or hide anything."""
    words = QCoreApplication.translate("Callflow", sentence.words)
    return words.format(**{name: one_line(text) for name, text in sentence.gaps})
