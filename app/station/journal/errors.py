"""What the journal can answer instead of doing its work; every message is a sentence for a person, without secrets."""


class JournalRefusedError(Exception):
    """This data directory can't be used as asked: another environment, a newer schema, no key to seal for."""


class JournalUnavailableError(Exception):
    """Nothing was recorded: storage fails. RapidSOS is answered 503, the operator sees NOT RECORDED."""


class JournalLockedError(Exception):
    """What was asked for is sealed and its key is not here: unlock the keyring, then ask again."""
