"""Exit codes of the program, each with one meaning, and the error that ends it with a sentence for the operator."""

import enum


class Exit(enum.IntEnum):
    """Exit codes; 2 is argparse's own for a wrong command line."""

    DONE = 0
    FOUND = 1
    """The command looked for trouble and found it: a broken chain, a red lamp."""
    COMMAND_LINE = 2
    SETTINGS = 3
    """A setting is wrong, or the settings file can't be read."""
    DIRECTORY_IN_USE = 4
    """Another station works on this data directory."""
    PORT = 5
    """The address can't be listened on."""
    JOURNAL = 6
    """The journal refuses: another environment, a newer program's, no key to seal for."""
    STORAGE = 7
    """The data directory can't be read or written."""
    NOT_RUNNING = 8
    """No station answers for this data directory."""
    SCREEN = 9
    """The screen that the window stood on is gone."""


class RefusedError(Exception):
    """The program can't do what was asked; the message is a sentence for the operator and says what to do."""

    def __init__(self, sentence: str, code: Exit) -> None:
        super().__init__(sentence)
        self.code = code
