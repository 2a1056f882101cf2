import hashlib

from app.domain.callflow import request


def test_the_same_variables_always_make_the_same_bytes() -> None:
    made = request.compose("Sample Demo 1", {"user": {"name": "Zoë “Z” O'Neil"}, "n": 1.5, "list": [True]})
    assert made.text == (
        '{"callflow":"Sample Demo 1","variables":{"user":{"name":"Zoë “Z” O\'Neil"},"n":1.5,"list":[true]}}'
    )
    assert made.body == made.text.encode("utf-8")
    assert made.sha256 == hashlib.sha256(made.body).hexdigest()
    assert request.of_text(made.text) == made
