"""RapidSOS's form, as far as its limits are known (docs/contract.md#3.6)."""

import pytest

from app.domain.onboarding import HANDLER_PATH, LABELS, FieldName, OnboardingSheet, check, problems
from app.station.webhooks import data_share

GOOD = OnboardingSheet(
    handler_url_sandbox="https://sandbox.example.org/data_share_handler",
    handler_url_production="https://shares.example.org/data_share_handler",
    solution_name="Example Monitoring",
    solution_description="Monitoring center for connected vehicles.",
    partner_name="Example Monitoring LLC",
    support_name="Network desk",
    support_email="support@example.org",
    user_manual="https://example.org/manual.pdf",
    sandbox_jurisdiction="Springfield, IL",
)


def test_a_whole_sheet_has_no_problem() -> None:
    assert problems(GOOD) == ()


def test_an_empty_sheet_names_every_field_in_the_forms_order() -> None:
    found = problems(OnboardingSheet())
    assert [one.field for one in found] == list(LABELS)
    assert all(one.sentence.endswith("is missing.") for one in found)


def test_one_address_for_both_environments_is_told() -> None:
    same = OnboardingSheet(
        handler_url_sandbox="https://a.example.org/data_share_handler",
        handler_url_production="https://a.example.org/data_share_handler",
    )
    assert "test calls would ring as real ones" in problems(same)[0].sentence


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("solution_name", "x" * 30, ""),
        ("solution_name", "x" * 31, "has 31 characters; 30 fit, spaces included. Shorten it by 1."),
        ("solution_description", "é" * 280, ""),
        ("solution_description", "x" * 300, "Shorten it by 20."),
        ("partner_name", "x" * 201, "200 fit"),
        ("partner_name", "two\nlines", "in one line"),
        ("partner_name", "   ", "is missing"),
        ("support_email", "desk@example", "no e-mail address"),
        ("support_email", "a desk@example.org", "no e-mail address"),
        ("support_email", "desk@mail.example.org", ""),
        ("handler_url_sandbox", "http://a.example.org/x", "must begin with https://"),
        ("handler_url_sandbox", "https:///x", "must begin with https://"),
        ("handler_url_sandbox", "https://[::1/x", "is no address"),
        ("handler_url_sandbox", "https://a.example.org:99999/x", "is no address"),
        ("handler_url_sandbox", "https://u:p@a.example.org/x", "no user, password"),
        ("handler_url_sandbox", "https://a.example.org/x#y", "no user, password"),
        ("handler_url_sandbox", "https://192.168.1.2/x", "can't reach 192.168.1.2"),
        ("handler_url_sandbox", "https://127.0.0.1/x", "public addresses only"),
        ("handler_url_sandbox", "https://localhost/x", "can't reach localhost"),
        ("handler_url_sandbox", "https://desk.local/x", "can't reach desk.local"),
        ("handler_url_sandbox", "https://8.8.8.8/data_share_handler", ""),
        ("handler_url_production", "https://a.example.org", "names no path"),
        ("handler_url_production", "https://a.example.org//", "names no path"),
        ("handler_url_production", "https://a.example.org//data_share_handler/?from=rapidsos", ""),
        ("handler_url_production", "https://a.example.org/shares", "answers /shares with 404"),
        ("handler_url_production", "https://a.example.org/Data_Share_Handler", "no share would come"),
        ("handler_url_production", "https://a.example.org/x/data_share_handler", "with 404"),
        ("handler_url_production", "https://a.example.org/data_share_handler%2f", "with 404"),
        ("handler_url_production", "https://a.example.org/callflow_status", "End it with /data_share_handler alone."),
        ("handler_url_production", "https://a.example.org:8443/data_share_handler", ""),
    ],
)
def test_each_field_as_it_is_typed(name: FieldName, typed: str, words: str) -> None:
    said = check(name, typed)
    assert words in said if words else said == ""


def test_the_path_of_the_sheet_is_the_stations() -> None:
    assert HANDLER_PATH == data_share.PATH
