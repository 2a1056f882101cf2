"""The report as a table: the same numbers, and no cell that a spreadsheet runs."""

import csv
import io

from app.domain import reports
from app.domain.reports import Fact
from app.export import sheets
from tests.shots import reports as shots_reports


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_line_of_the_report_is_a_row() -> None:
    told = rows(sheets.as_csv(shots_reports.made()))
    head = next(row for row in told if row[:1] == ["group"])
    assert head[-2:] == ["percent_within_15_s", "percent_within_20_s"]
    whole = dict(zip(head, next(row for row in told if row[:1] == ["all"]), strict=True))
    assert (whole["shares"], whole["missed"], whole["median_s"], whole["percent_within_15_s"]) == (
        "71",
        "1",
        "8.0",
        "93.0",
    )
    assert {row[0] for row in told if row and row[0] in ("day", "operator", "ecc")} == {"day", "operator", "ecc"}
    assert ["opened_by_this_center", "1"] in told
    assert told[4][:2] == ["profile", "NENA-STA-020.1"]


def test_a_name_is_no_formula() -> None:
    facts = [
        Fact(seq=1, at=shots_reports.SINCE, kind="ShareReceived", incident=1, ecc="=1+1", rings=True),
        Fact(seq=2, at=shots_reports.SINCE + 1000, kind="Acknowledged", incident=1, operator="@SUM"),
    ]
    made = reports.make(facts, shots_reports.made().period, reports.NENA, shots_reports.UNTIL)
    told = rows(sheets.as_csv(made))
    assert ["ecc", "'=1+1"] in [row[:2] for row in told]
    assert ["operator", "'@SUM"] in [row[:2] for row in told]
    assert ["alarms_per_10_min", "", "unknown"] in told
