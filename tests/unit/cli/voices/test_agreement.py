"""``seedbed voices agreement`` from the table to the answer."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import BadInputError, UsageError
from seedbed.reports.voices.agreement_documents import AgreementDocument

INVENTED = ["HH.", "HHH", "MHM", "MMM", "HHH", "TTT", "TMT", "MMM", "HTH", "TT."] * 4
"""Invented: 40 fragments coded by Rosa, Dev and Sam with Housing, Money or Travel."""


def table(folder: Path, rows: list[str] = INVENTED, coders: str = "Rosa,Dev,Sam") -> Path:
    path = folder / "codings.csv"
    names = coders.split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Unit", "Coder", "Value", "Remark"])
        for unit, row in enumerate(rows, 1):
            writer.writerows(
                [f"F{unit}", names[place], "" if code == "." else code, "=1+1"] for place, code in enumerate(row)
            )
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["voices", "agreement", *arguments], catch_exceptions=False)


def document(path: Path, *arguments: str) -> dict[str, Any]:
    answer = run(str(path), "--json", *arguments)
    assert answer.exit_code == 0
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def test_published_cases_from_the_command_line(cases: Path, tmp_path: Path) -> None:
    shared = json.loads((cases / "agreement_krippendorff.json").read_text(encoding="utf-8"))
    checked = 0
    for case in shared["cases"]:
        path = tmp_path / "case.csv"
        lines = ["unit,coder,value"]
        for coder, values in enumerate(case["data"]):
            lines += [f"{unit},{coder},{'' if value is None else value}" for unit, value in enumerate(values)]
        path.write_text("\n".join(lines), encoding="utf-8")
        for metric, expected in case["expected"].items():
            found = document(path, "--metric", metric, "--bootstraps", "0")
            assert found["krippendorff_alpha"] == pytest.approx(expected, abs=shared["tolerance"])
            checked += 1
    assert checked >= 6


def test_every_measure_has_its_limits(tmp_path: Path) -> None:
    found = document(table(tmp_path))
    assert found["schema"] == "seedbed/voices-agreement/1"
    for name in ("krippendorff_alpha", "fleiss_kappa", "percent", "gwet_ac1"):
        assert found[f"{name}_low"] < found[name] < found[f"{name}_high"], name
    assert found["cohen_kappa"] is None
    assert found["percent"] == pytest.approx(100 * (7 + 3 * 1 / 3) / 10)
    assert (found["units"], found["units_compared"], found["coders"], found["codings"]) == (40, 40, 3, 112)


def test_two_coders_have_cohens_kappa(tmp_path: Path) -> None:
    found = document(table(tmp_path, [row[:2] for row in INVENTED], "Rosa,Dev"))
    assert found["cohen_kappa_low"] < found["cohen_kappa"] < found["cohen_kappa_high"]


def test_details_name_codes_coders_and_confusions(tmp_path: Path) -> None:
    found = document(table(tmp_path))
    assert [each["code"] for each in found["categories"]] == ["H", "M", "T"]
    assert {(each["first"], each["second"]) for each in found["pairs"]} == {
        ("Rosa", "Dev"),
        ("Rosa", "Sam"),
        ("Dev", "Sam"),
    }
    assert sum(each["share"] for each in found["confusions"]) == pytest.approx(1)
    assert sum(map(sum, found["coincidences"])) == pytest.approx(112)


def test_seed_decides_the_limits(tmp_path: Path) -> None:
    path = table(tmp_path)
    first, again, other = (document(path, "--bootstraps", "50", "--seed", seed) for seed in ("1", "1", "2"))
    assert first == again
    assert first["percent_low"] != other["percent_low"]


def test_order_of_words_is_given_or_told_of(tmp_path: Path) -> None:
    path = table(tmp_path)
    told = document(path, "--metric", "ordinal")
    given = document(path, "--metric", "ordinal", "--order", "T, M, H")
    assert any("alphabet" in note for note in told["notes"])
    assert not any("alphabet" in note for note in given["notes"])
    assert given["krippendorff_alpha"] == pytest.approx(told["krippendorff_alpha"])
    assert given["gwet_ac2"] is not None


def test_several_codes_a_unit_are_compared_as_sets(tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    path.write_text("unit,coder,value\n1,A,a\n1,A,b\n1,B,a\n2,A,c\n2,B,c\n", encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        run(str(path))
    assert "--several masi" in caught.value.next_step
    assert str(path) in caught.value.why
    found = document(path, "--several", "masi")
    assert found["krippendorff_alpha"] == pytest.approx(4 / 7)
    assert found["fleiss_kappa"] is None


def test_paradox_is_told_in_words(tmp_path: Path) -> None:
    found = document(table(tmp_path, ["yy"] * 118 + ["yn"] * 5 + ["ny"] * 2, "Rosa,Dev"))
    assert found["paradox"]
    assert any("paradox of kappa" in note and "'y' is 97%" in note for note in found["notes"])


def test_one_value_alone_is_null_with_the_reason(tmp_path: Path) -> None:
    found = document(table(tmp_path, ["HHH"] * 30))
    assert found["percent"] == 100
    assert found["krippendorff_alpha"] is None
    assert any("one and the same value" in note for note in found["notes"])
    assert "undefined here" in run(str(table(tmp_path, ["HHH"] * 30))).stdout


def test_a_few_fragments_have_no_limits_and_a_note_says_how_many_would_serve(tmp_path: Path) -> None:
    path = table(tmp_path, ["HH", "MT", "HH", "MM"], "Rosa,Dev")
    found = document(path)
    assert found["percent"] == 75
    assert not [name for name in found if name.endswith(("_low", "_high")) and found[name] is not None]
    assert any("only 4 units" in note and "Code 20 units or more" in note for note in found["notes"])
    said = run(str(path)).stdout
    assert "75.0% of pairs of codings agree: 4 units" in said
    assert "Limits: none, because fewer than 10 units have two coders or more." in said


def test_full_agreement_says_what_may_have_stayed_unseen(tmp_path: Path) -> None:
    found = document(table(tmp_path, ["HHH", "MMM"] * 15))
    assert found["krippendorff_alpha"] == 1
    assert found["krippendorff_alpha_low"] is None
    assert any("up to 10.0% of units" in note for note in found["notes"])


def test_rows_without_a_value_and_units_of_one_coder_are_told_of(tmp_path: Path) -> None:
    notes = " ".join(document(table(tmp_path, [*INVENTED, "H.."]))["notes"])
    assert "10 rows without a value" in notes
    assert "1 units were coded by one coder alone" in notes


def test_person_reads_alpha_first_and_the_conventions_as_conventions(tmp_path: Path) -> None:
    said = run(str(table(tmp_path))).stdout
    assert said.startswith("Krippendorff's alpha is 0.")
    assert "custom, not a law" in said


def test_page_and_files_are_written(tmp_path: Path) -> None:
    page, sheet, book = (tmp_path / name for name in ("out.html", "out.csv", "out.xlsx"))
    answer = run(str(table(tmp_path)), "--out", str(page), "--out", str(sheet), "--out", str(book))
    assert answer.exit_code == 0
    assert page.read_text(encoding="utf-8").count("<svg") == 2
    assert sheet.read_text(encoding="utf-8-sig").startswith("Measure,Value,Lower 95% limit,Upper 95% limit")
    assert book.stat().st_size > 1000


def test_document_fits_its_own_form(tmp_path: Path) -> None:
    assert AgreementDocument.model_validate(document(table(tmp_path))).metric == "nominal"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit,coder\n1,A\n", "no column 'value'"),
        ("unit,coder,value\n1,A,x\n,B,x\n", "row 3, column 'unit'"),
        ("unit,coder,value\n1,A,x\n1,,x\n", "row 3, column 'coder'"),
        ("unit,coder,value\n1,A,x\n2,A,y\n", "No unit was coded by two coders"),
        ("unit,coder,value\n", "it has no rows"),
        ("unit,coder,value\n1,A,\n1,B,\n", "There are no codings"),
    ],
)
def test_table_that_cannot_be_used_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        run(str(path))
    assert str(path) in caught.value.why
    assert said in caught.value.why


def test_words_have_no_interval_metric(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        run(str(table(tmp_path)), "--metric", "interval")
    assert "is not a number" in caught.value.why


@pytest.mark.parametrize("options", [["--bootstraps", "1"], ["--confidence", "95"], ["--order", "H,H"]])
def test_option_that_cannot_be_used_is_refused(tmp_path: Path, options: list[str]) -> None:
    with pytest.raises(UsageError):
        run(str(table(tmp_path)), *options)
