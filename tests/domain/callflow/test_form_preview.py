import json

from app.domain.callflow import form
from app.domain.callflow.form import PreviewLine, lines, masked
from app.domain.callflow.request import of_text
from tests.domain.callflow import files, filled
from tests.domain.callflow.test_form import PHONE, PLACE, STATE

CRASH = files.definition()


def draft(texts: dict[str, str]) -> form.RequestDraft:
    return form.draft(CRASH, filled.answers(texts), filled.STAMP)


def by_key(found: tuple[PreviewLine, ...]) -> dict[str | None, str]:
    return {line.key: line.text.strip() for line in found if line.key}


def test_a_whole_drafts_content_is_the_request() -> None:
    content = draft(filled.CRASH).content
    assert content == json.loads(filled.request(CRASH, filled.CRASH).text)
    assert json.loads("\n".join(line.text for line in lines(draft(filled.CRASH)))) == content


def test_each_line_leads_to_its_field() -> None:
    found = lines(draft(filled.CRASH))
    assert [line.number for line in found] == list(range(1, 22))
    assert (found[0].key, found[1].key) == (None, None)
    assert (found[5].key, found[5].text) == (PHONE, '      "phone_number": "3125550127"')
    assert found[8].key == found[9].key == PLACE


def test_what_is_not_right_stands_in_the_draft_as_typed() -> None:
    shown = by_key(lines(draft(filled.CRASH | {PHONE: "217555014", STATE: "Illinois", PLACE: ""})))
    assert shown[PHONE] == '"phone_number": "217555014"'
    assert shown[STATE] == '"license_plate_state": "Illinois"'
    assert shown[PLACE] == '"latitude": "",'


def test_lines_that_differ_from_the_last_trigger_are_marked() -> None:
    before = filled.request(CRASH, filled.CRASH | {PLACE: "41.9, -87.62980"})
    changed = [line.text.strip() for line in lines(draft(filled.CRASH), before) if line.differs]
    assert changed == ['"latitude": "41.878113",']
    assert not any(line.differs for line in lines(draft(filled.CRASH)))


def test_a_value_that_was_not_there_before_differs() -> None:
    before = of_text('{"callflow":"company_dataconnect_v1","variables":{}}')
    assert sum(line.differs for line in lines(draft(filled.CRASH), before)) == 10


def test_masked_shows_the_last_four_digits_and_nothing_else_of_a_person() -> None:
    shown = by_key(lines(masked(CRASH, draft(filled.CRASH))))
    assert shown.pop(PHONE) == '"phone_number": "•••0127"'
    assert all("•••" in text for text in shown.values())
    assert "Jordan" not in str(shown)
    assert masked(CRASH, draft(filled.CRASH)).content["callflow"] == "company_dataconnect_v1"


def test_true_differs_from_one() -> None:
    now = form.RequestDraft(content={"a": True, "b": 0, "c": 1}, keys={})
    before = of_text('{"a":1,"b":false,"c":1}')
    assert [line.text.strip() for line in lines(now, before) if line.differs] == ['"a": true,', '"b": 0,']
