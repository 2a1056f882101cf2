"""What a server's answer means, in a sentence that says what to do; never the address, which may hold a key."""

from app.console.map.tiles.tile_server import KEY_REFUSED, Answer, Lost, Missing, Picture, Refused

REDIRECTS = range(300, 400)
TOO_MANY = 429


def server_words(host: str, answer: Answer) -> str:
    """The answer of a server as a sentence."""
    match answer:
        case Picture() | Missing():
            return f"{host} answers."
        case Lost(reason):
            sentence = "{host} does not answer ({reason})."
            return sentence.replace("{host}", host).replace("{reason}", reason)
        case Refused(status):
            return _refusal(status).replace("{host}", host).replace("{status}", str(status))


def _refusal(status: int) -> str:
    if status == 0:
        return "{host} answers with something that is no map picture. Check the address."
    if status in KEY_REFUSED:
        return "{host} refuses us ({status}). Check the key, and what the provider allows."
    if status == TOO_MANY:
        return "{host} was asked too often ({status}). It is asked again after a pause."
    if status in REDIRECTS:
        return "{host} sends us to another address ({status}). No other is ever asked: write that one here."
    return "{host} answers with an error ({status})."
