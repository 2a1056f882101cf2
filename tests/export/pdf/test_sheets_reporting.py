"""The report on paper takes any text and any length."""

from app.export.pdf.sheets import Sheets, Table, report_pdf
from tests.fake_clock import T0


def sheets(rows: int) -> Sheets:
    return Sheets(
        title="Answering times",
        quiet="2026-11-01 to 2026-11-22",
        environment="SIMULATOR",
        sentences=("71 shares", "\u202ehostile\x07"),
        picture=b"",
        tables=(Table(title="Day", head=("Day", "Shares"), rows=tuple((f"day {one}", "5") for one in range(rows))),),
        notes=("Measured from stored to acknowledged.",),
        made_at=T0,
    )


def test_long_tables_go_on_over_pages() -> None:
    short, long = report_pdf(sheets(2)), report_pdf(sheets(200))
    assert short.startswith(b"%PDF")
    assert short.count(b"/Type /Page\n") == 1
    assert long.count(b"/Type /Page\n") > 2
