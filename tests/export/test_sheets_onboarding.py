"""The sheet as text and on paper."""

from app.domain.onboarding import LABELS, OnboardingSheet
from app.export import sheets
from app.export.pdf.sheets import onboarding_pdf
from tests.domain.test_onboarding import GOOD

NOW = 1_795_000_000_000


def test_the_text_has_every_field_and_no_secret() -> None:
    text = sheets.onboarding_text(GOOD)
    assert all(label in text for label in LABELS.values())
    assert "https://shares.example.org/data_share_handler" in text
    assert "Handed over apart from this sheet" in text
    assert "Not ready" not in text
    assert max(map(len, text.splitlines())) <= 110


def test_what_is_missing_is_on_the_sheet_itself() -> None:
    text = sheets.onboarding_text(OnboardingSheet(solution_name="x" * 40))
    assert "(missing)" in text
    assert "Not ready to be handed over:" in text
    assert "Shorten it by 10." in text


def test_paper() -> None:
    for sheet in (GOOD, OnboardingSheet(solution_description="long words " * 20)):
        made = onboarding_pdf(sheet, NOW)
        assert made.startswith(b"%PDF-")
        assert made.count(b"/Type /Page\n") == 1
