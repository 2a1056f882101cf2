"""What a server's answer means, in a sentence that says what to do; never the address, which may hold a key."""

from PySide6.QtCore import QCoreApplication

from app.console.map.tiles.tile_server import KEY_REFUSED, Answer, Lost, Missing, Picture, Refused

translate = QCoreApplication.translate

REDIRECTS = range(300, 400)
TOO_MANY = 429


def server_words(host: str, answer: Answer) -> str:
    """The answer of a server as a sentence."""
    match answer:
        case Picture() | Missing():
            return translate("BaseMap", "{host} answers.").replace("{host}", host)
        case Lost(reason):
            sentence = translate("BaseMap", "{host} does not answer ({reason}).")
            return sentence.replace("{host}", host).replace("{reason}", reason)
        case Refused(status):
            return _refusal(status).replace("{host}", host).replace("{status}", str(status))


def _refusal(status: int) -> str:
    if status == 0:
        return translate("BaseMap", "{host} answers with something that is no map picture. Check the address.")
    if status in KEY_REFUSED:
        return translate("BaseMap", "{host} refuses us ({status}). Check the key, and what the provider allows.")
    if status == TOO_MANY:
        return translate("BaseMap", "{host} was asked too often ({status}). It is asked again after a pause.")
    if status in REDIRECTS:
        return translate(
            "BaseMap", "{host} sends us to another address ({status}). No other is ever asked: write that one here."
        )
    return translate("BaseMap", "{host} answers with an error ({status}).")
