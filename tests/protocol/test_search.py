"""The search on the wire."""

import msgspec

from app.domain.search import MatchReason, read
from app.protocol.search import Search, SearchPage, Stored


def test_question_and_answer_come_back_as_they_were_sent() -> None:
    search = Search(sought=read("39.8, -89.6 within 2 km"), in_bodies=True, before=1042)
    assert msgspec.json.decode(msgspec.json.encode(search), type=Search) == search
    stored = Stored(
        number=1042, opened_at=1, closed_at=2, phone=None, ecc=None, reason="TEST", owner="ANNA", why=MatchReason.NOTE
    )
    found = SearchPage(incidents=(stored,), before=1042, back_to=1, looked_at=1)
    assert msgspec.json.decode(msgspec.json.encode(found), type=SearchPage) == found
