import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow import definition_loader
from app.domain.callflow.definition import Definition, NumberStyle, Party, PhoneStyle, Solution, VariableKind
from tests.domain.callflow import files

Content = dict[str, typing.Any]


def test_reads_the_crash_callflow() -> None:
    crash = files.definition()
    assert (crash.file, crash.callflow, crash.title) == ("vehicle_crash", "company_dataconnect_v1", "Vehicle crash")
    assert crash.solution is Solution.DATA_CONNECT_VOICE
    assert [variable.key for variable in crash.variables[:5]] == [
        "/caller_info/full_name",
        "/caller_info/phone_number",
        "/location/latitude",
        "/location/longitude",
        "/location/uncertainty",
    ]
    phone = crash.only(VariableKind.CALLER_PHONE)
    assert (phone.label, phone.group, phone.required) == ("Number 9-1-1 will see", "Caller", True)
    assert (phone.phone_style, phone.number_style) == (PhoneStyle.DIGITS10, NumberStyle.STRING)


def test_a_name_may_hold_spaces() -> None:
    read = files.read(files.content() | {"callflow": "Sample Demo 1"})
    assert isinstance(read, Definition)
    assert read.callflow == "Sample Demo 1"


def test_a_syntax_error_is_named_with_its_line() -> None:
    (problem,) = typing.cast("tuple[definition_loader.FileProblem, ...]", definition_loader.read("x", '{\n "a" 1}'))
    assert (problem.line, problem.path, problem.reason) == (2, "", "not JSON: Expecting ':' delimiter")


def test_every_problem_of_shape_is_named_with_line_and_path() -> None:
    text = files.text().replace('"data_connect_voice"', '"voice"').replace('"kind": "create_bridge", ', "")
    found = definition_loader.read("x", text)
    assert isinstance(found, tuple)
    assert [(problem.line, problem.path) for problem in found] == [(6, "/solution"), (11, "/steps/1")]
    assert found[1].reason == "'kind' is a required property"


def test_no_person_on_the_line_is_refused_with_the_rule() -> None:
    changed = files.content()
    changed["steps"][2]["kind"] = "play_speech"
    (reason,) = files.reasons(changed)
    assert "two-way voice connection" in reason
    assert "initiated by a human" in reason


def test_a_person_who_comes_after_9_1_1_is_too_late() -> None:
    changed = files.content()
    changed["steps"].append(changed["steps"].pop(2))
    (reason,) = files.reasons(changed)
    assert "before any step puts a person on the line" in reason


@pytest.mark.parametrize("kind", ["call_user", "interactive_call", "find_contact", "connect_phone"])
def test_each_way_to_put_a_person_on_the_line_is_enough(kind: str) -> None:
    changed = files.content()
    changed["steps"][2] = {"kind": kind, "title": "Somebody", "phone": "2175550143", "calls": "other"}
    assert isinstance(files.read(changed), Definition)


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ({"kind": "wait", "title": "Wait"}, "a wait needs its seconds, 1 to 30"),
        ({"kind": "wait", "title": "Wait", "seconds": 31}, "31 is greater than the maximum of 30"),
        (
            {"kind": "connect_phone", "title": "Desk", "phone": "2175550143"},
            "connect_phone needs calls: monitoring_center, other or another party",
        ),
        (
            {"kind": "connect_phone", "title": "Desk", "phone": "217-555-0143", "calls": "other"},
            "'217-555-0143' does not match '^[0-9]{10}$'",
        ),
    ],
)
def test_a_step_must_say_what_it_needs(step: Content, reason: str) -> None:
    changed = files.content()
    changed["steps"].append(step)
    assert files.reasons(changed) == [reason]


@pytest.mark.parametrize(
    ("solution", "reason"),
    [
        ("data_connect_voice", "data_connect_voice needs a connect_911 step"),
        ("data_connect_monitoring", "data_connect_monitoring needs a connect_911 step"),
    ],
)
def test_a_solution_with_voice_must_reach_9_1_1(solution: str, reason: str) -> None:
    changed = files.content() | {"solution": solution}
    changed["steps"] = changed["steps"][:1]
    assert reason in files.reasons(changed)


def test_monitoring_must_call_the_monitoring_center() -> None:
    assert files.reasons(files.content() | {"solution": "data_connect_monitoring"}) == [
        "data_connect_monitoring needs a step that calls monitoring_center"
    ]


def test_whom_a_step_calls_without_saying_so() -> None:
    assert [(step.calls, step.title) for step in files.definition().steps if step.calls is not None] == [
        (Party.CALLER, "Call the caller"),
        (Party.NINE_ONE_ONE, "Connect the caller to 9-1-1"),
    ]


def test_a_flow_that_only_carries_data_calls_nobody() -> None:
    changed = files.content() | {"solution": "data_connect"}
    changed["steps"] = changed["steps"][:1]
    read = files.read(changed)
    assert isinstance(read, Definition)
    assert [step.calls for step in read.steps] == [None]


@pytest.mark.parametrize("reference", ["https://example.com/phone.json", "phone.json", "#phone", "//example.com/x"])
def test_a_reference_out_of_the_file_is_refused(reference: str) -> None:
    (reason,) = files.reasons(files.with_variable("more", {"allOf": [{"$ref": reference}], "type": "string"}))
    assert reason.startswith(f"$ref {reference!r} is refused")


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"type": "string", "$id": "https://example.com/a"}, "$id is refused"),
        ({"type": "string", "$schema": "http://json-schema.org/draft-07/schema#"}, "2020-12, not"),
        ({"type": "text"}, "is not valid under any of the given schemas"),
        ({"type": "string", "pattern": "("}, "is not a 'regex'"),
        (True, "true or false says nothing of the field"),
        ({"type": "string", "default": None}, "a default is a text, a number, true or false"),
        ({"type": ["string", "null"]}, "boolean, not ['string', 'null']"),
        ({"type": "null"}, "type must be object, array, string, number, integer or boolean, not 'null'"),
        ({}, "not None"),
        ({"$ref": "#/$defs/nowhere"}, "$ref '#/$defs/nowhere' leads nowhere"),
        ({"$ref": "#/title"}, "$ref '#/title' leads nowhere"),
        ({"$ref": "#/properties/more"}, "$ref '#/properties/more' leads nowhere"),
        ({"type": "object", "properties": {"x": {"$ref": "#/properties/more"}}}, "deeper than 8 levels"),
        ({"type": "array", "items": {"type": "string"}}, "a list needs maxItems, 1 to 10"),
        ({"type": "array", "maxItems": 11, "items": {"type": "string"}}, "a list needs maxItems, 1 to 10"),
        ({"type": "string", "x-colour": "red"}, "'x-colour' is not one of"),
        ({"type": "string", "x-kind": "latitude"}, "latitude can't be of type string"),
        ({"type": "number", "x-kind": "phone"}, "phone can't be of type number"),
        ({"type": "string", "x-kind": "choice"}, "a choice needs an enum"),
        ({"type": "integer", "enum": [2, "IL"]}, "each choice must be of its type, integer"),
        ({"type": "string", "enum": ["IL", 2]}, "each choice must be of its type, string"),
        ({"type": "string", "x-kind": "constant"}, "'constant' is not one of"),
        ({"const": ["a"]}, "a constant is a text, a number, true or false"),
        ({"type": "string", "x-kind": "caller_name"}, "needs exactly one variable of x-kind caller_name, has 2"),
        ({"type": "string", "x-kind": "caller_phone", "default": "2"}, "caller_phone has no default"),
    ],
)
def test_a_schema_that_can_not_become_a_form_is_refused(schema: Content | bool, reason: str) -> None:
    assert any(reason in found for found in files.reasons(files.with_variable("more", schema)))


def test_the_least_that_rapidsos_must_be_told_is_required() -> None:
    changed = files.content()
    changed["variables"]["required"] = ["caller_info"]
    assert files.reasons(changed) == [
        "/location/latitude must be required, and so must all objects around it",
        "/location/longitude must be required, and so must all objects around it",
    ]


def test_one_variable_at_most_carries_our_event_id() -> None:
    changed = files.with_variable("event_id", {"type": "string", "x-kind": "event_id"})
    assert isinstance(files.read(changed), Definition)
    changed["variables"]["properties"]["again"] = {"type": "string", "x-kind": "event_id"}
    assert files.reasons(changed) == ["more than one variable carries our event id"]


def test_variables_must_be_an_object() -> None:
    assert files.reasons(files.content() | {"variables": {"type": "array"}}) == ["the variables' type must be object"]


def test_a_list_becomes_rows_with_own_groups() -> None:
    item = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    schema = {"type": "array", "title": "Contact", "minItems": 1, "maxItems": 2, "items": item}
    read = files.read(files.with_variable("contacts", schema, required=True))
    assert isinstance(read, Definition)
    rows = read.variables[-2:]
    assert [(row.key, row.group, row.required) for row in rows] == [
        ("/contacts/0/name", "Contact 1", True),
        ("/contacts/1/name", "Contact 2", False),
    ]


def test_a_form_without_end_is_refused() -> None:
    row: Content = {"type": "string"}
    for _ in range(7):
        row = {"type": "array", "maxItems": 10, "items": row}
    assert files.reasons(files.with_variable("more", row)) == [
        "more than 300 variables, the rows of lists counted one by one"
    ]


def test_the_least_has_labels_of_its_own() -> None:
    changed = files.content()
    properties = changed["variables"]["properties"]
    for part in (*properties["caller_info"]["properties"].values(), *properties["location"]["properties"].values()):
        part.pop("title", None)
    labels = [variable.label for variable in files.defined(changed).variables[:5]]
    assert labels == ["Full name", "Number 9-1-1 will see", "Location", "longitude", "Uncertainty"]


def test_a_local_reference_is_followed_and_its_own_words_win() -> None:
    changed = files.with_variable("site_phone", {"$ref": "#/$defs/a~1phone", "title": "Site phone"})
    changed["variables"]["$defs"] = {
        "a/phone": {"type": "string", "title": "Phone", "x-kind": "phone", "x-phone-style": "e164", "x-order": 3}
    }
    read = files.read(changed)
    assert isinstance(read, Definition)
    site = read.variables[-1]
    assert (site.label, site.kind, site.phone_style, site.order) == (
        "Site phone",
        VariableKind.PHONE,
        PhoneStyle.E164,
        3,
    )


@pytest.mark.parametrize(
    ("schema", "kind", "default"),
    [
        ({"type": "string", "default": "a"}, VariableKind.TEXT, "a"),
        ({"type": "string", "enum": ["Red", "Blue"]}, VariableKind.CHOICE, ""),
        ({"type": "integer", "default": 2}, VariableKind.NUMBER, "2"),
        ({"type": "number"}, VariableKind.NUMBER, ""),
        ({"type": "boolean", "default": True}, VariableKind.YES_NO, "yes"),
        ({"type": "boolean", "default": False}, VariableKind.YES_NO, "no"),
        ({"const": "SampleCo"}, VariableKind.CONSTANT, ""),
    ],
)
def test_the_kind_follows_the_type_when_it_is_not_said(schema: Content, kind: VariableKind, default: str) -> None:
    read = files.read(files.with_variable("more", schema))
    assert isinstance(read, Definition)
    assert (read.variables[-1].kind, read.variables[-1].default) == (kind, default)


def test_a_broken_file_costs_only_itself() -> None:
    loaded = definition_loader.load_all({"vehicle_crash": files.text(), "mine": "{"})
    assert [definition.file for definition in loaded.definitions] == ["vehicle_crash"]
    assert [problem.line for problem in loaded.broken["mine"]] == [1]


@given(st.text())
def test_no_text_is_too_strange(untrusted_text: str) -> None:
    assert isinstance(definition_loader.read("x", untrusted_text), tuple)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "$ref", "const"]), inner),
    max_leaves=6,
)


@given(st.sampled_from(["type", "properties", "required", "$ref", "enum", "x-kind", "title", "default"]), json_values)
def test_no_variable_is_too_strange(keyword: str, value: object) -> None:
    files.read(files.with_variable("more", {"type": "string", keyword: value}))


@given(st.sampled_from(sorted(files.content())), json_values)
def test_no_member_is_too_strange(member: str, value: object) -> None:
    files.read(files.content() | {member: value})
