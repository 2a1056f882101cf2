from app.console.incident.location import runs
from app.domain.location.description import Fact, FixAge, Jurisdiction, JurisdictionNotGiven, sentence
from app.domain.location.geometry import BoxRelation


def test_facts_to_act_on_stand_out_in_the_one_sentence() -> None:
    facts: list[Fact] = [JurisdictionNotGiven(), FixAge(12_000)]
    said = runs(facts)
    assert [strong for text, strong in said if text.strip()] == [True, False]
    assert "".join(text for text, _ in said) == sentence(facts)


def test_a_name_from_outside_hides_nothing() -> None:
    said = runs([Jurisdiction(standing=BoxRelation.INSIDE, ecc="A\u202eB", edge_m=9)])
    assert said == [("Inside the A⟨U+202E⟩B box.", True)]
