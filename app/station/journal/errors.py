"""What the journal can answer instead of doing its work; every message is a sentence for a person, without secrets."""

from app.ground.exits import Exit, RefusedError


class JournalRefusedError(RefusedError):
    """This data directory can't be used as asked: another environment, a newer schema, no key to seal for."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, Exit.JOURNAL)


class JournalUnavailableError(Exception):
    """Nothing was recorded: storage fails. RapidSOS is answered 503, the operator sees NOT RECORDED."""


class JournalLockedError(Exception):
    """What was asked for is sealed and its key is not here: unlock the keyring, then ask again."""
