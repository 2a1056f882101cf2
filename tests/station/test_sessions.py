from app.station.sessions import ASKING_MS, Sessions
from tests.fake_clock import T0


def test_a_session_has_a_name_until_it_ends() -> None:
    sessions = Sessions()
    session = sessions.begin("ANNA", "id-1", T0)
    assert sessions.begin("ANNA", "id-1", T0) == session
    assert sessions.begin("ANNA", "id-2", T0) != session
    assert sessions.operator(session) == "ANNA"
    sessions.end(session)
    assert sessions.operator(session) is None
    assert sessions.operator(None) is None
    assert sessions.begin("ANNA", "id-1", T0) != session


def test_who_is_asking() -> None:
    sessions = Sessions()
    anna, bela = sessions.begin("ANNA", "id-1", T0), sessions.begin("BELA", "id-2", T0)
    sessions.begin("ANNA", "id-3", T0)
    assert sessions.asking(T0) == ("ANNA", "BELA")
    sessions.asked(bela, T0 + ASKING_MS)
    assert sessions.asking(T0 + ASKING_MS) == ("BELA",)
    sessions.asked(anna, T0 + ASKING_MS)
    sessions.asked("nobody", T0 + ASKING_MS)
    sessions.asked(None, T0 + ASKING_MS)
    assert sessions.asking(T0 + ASKING_MS) == ("ANNA", "BELA")
