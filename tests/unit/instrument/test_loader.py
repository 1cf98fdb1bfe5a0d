"""Reading the files: the shipped versions load, and a broken one tells every mistake at once."""

import shutil
from pathlib import Path

import pytest

from app.instrument.labels import PROBLEM_TEXTS, problem_text
from app.instrument.loader import CONTENT, available_versions, read_version
from app.instrument.problems import InvalidInstrument, ProblemKind


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files of version 2021, to be broken."""
    shutil.copytree(CONTENT / "2021", tmp_path / "2021")
    return tmp_path


def edit(folder: Path, file: str, *changes: tuple[str, str]) -> None:
    path = folder / "2021" / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} is not in {file}"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def lines(folder: Path) -> list[str]:
    with pytest.raises(InvalidInstrument) as refusal:
        read_version("2021", folder)
    return [problem_text(problem) for problem in refusal.value.problems]


@pytest.mark.parametrize("code", available_versions())
class TestShippedVersions:
    def test_it_loads_without_a_problem(self, code):
        assert read_version(code).code == code

    def test_it_says_that_it_is_an_example(self, code):
        assert "CONTOH" in read_version(code).notice

    def test_legal_references_are_only_general(self, code):
        for indicator in read_version(code).indicators:
            assert indicator.legal_basis.endswith(" (rujukan umum)")
            assert "Pasal" not in indicator.legal_basis

    def test_both_scopes_and_five_measures_are_asked(self, code):
        questionnaire = read_version(code)
        for category in questionnaire.categories:
            assert {indicator.scope for indicator in category.indicators} == {"opd", "government"}
        assert len({i.parameters["measure"] for i in questionnaire.indicators if i.is_measured}) >= 5


def test_there_is_a_version_2021():
    assert "2021" in available_versions()


def test_all_mistakes_are_told_at_once_with_file_code_and_field(copy):
    edit(copy, "kebijakan.yaml", ("weight: 3", "weight: berat"), ("    scope: opd\n", ""))
    edit(copy, "sdm.yaml", ("why: >-", "wy: >-"), ("thresholds: [1, 2, 3, 4]", "thresholds: [1, 2, 3]"))
    assert lines(copy) == [
        "kebijakan.yaml › K-01 › scope: wajib diisi",
        "kebijakan.yaml › K-01 › weight: isinya tidak sesuai; yang diharapkan: bilangan bulat",
        (
            "sdm.yaml › S-01 › parameters.thresholds: harus empat angka yang berurutan"
            " (naik untuk higher, turun untuk lower)"
        ),
        "sdm.yaml › S-01 › why: wajib diisi",
        "sdm.yaml › S-01 › wy: tidak dikenal; periksa ejaannya",
    ]


def test_an_action_is_named_by_its_own_code(copy):
    edit(copy, "kebijakan.yaml", ("unit_of_measure: dokumen", "unit_of_measure: 5"))
    assert lines(copy) == [
        "kebijakan.yaml › K-01-A1 › unit_of_measure: isinya tidak sesuai; yang diharapkan: teks (beri tanda kutip)"
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("responsible: Perangkat daerah", "responsible: Siapa saja"), "nilai “Siapa saja” tidak dikenal"),
        (("budget_code: 4.01.01.2.13.0002", "budget_code: 9.99.99"), "nilai “9.99.99” tidak dikenal"),
        (("legal_basis: [uu-25-2009", "legal_basis: [uu-99-2099"), "nilai “uu-99-2099” tidak dikenal"),
        (("answer_type: level", "answer_type: rasa"), "nilai “rasa” tidak dikenal"),
        (("      5: >-", "      6: >-"), "harus memuat tepat level 1, 2, 3, 4, dan 5"),
        (("2022: 3,", "2022: 1,"), "target tahun 2022 lebih rendah"),
        (("category: kebijakan", "category: sdm"), "nilai “sdm” tidak dikenal"),
        (("  - code: K-01\n", "  - kode: K-01\n"), "kode"),
        (("    weight: 3\n", "    weight: 3\n    weight: 4\n"), "kunci “weight” ditulis dua kali"),
        (("indicators:\n", "indicators: [\n"), "bukan YAML yang sah"),
        (("why: >-", "why: !!python/object:os.system >-"), "bukan YAML yang sah"),
    ],
)
def test_it_tells_what_is_wrong(copy, change, told):
    edit(copy, "kebijakan.yaml", change)
    assert any(told in line for line in lines(copy))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("missing_answer: lowest", "missing_answer: guess"), "aggregation.missing_answer: nilai “guess”"),
        (("minimum: 4.2", "minimum: tinggi"), "predicates.minimum"),
        (('code: "2021"', 'code: "2022"'), "nilai “2022” tidak dikenal"),
        (("schema: 1", "schema: 2"), "nilai “2” tidak dikenal"),
        (("years: [2021,", "years: [dua,"), "years: isinya tidak sesuai"),
    ],
)
def test_it_tells_what_is_wrong_with_the_frame(copy, change, told):
    edit(copy, "instrument.yaml", change)
    assert any(told in line for line in lines(copy))


def test_a_missing_file_is_told(copy):
    (copy / "2021" / "monev.yaml").unlink()
    assert "monev.yaml: berkas tidak ditemukan" in lines(copy)


@pytest.mark.parametrize("code", ["2099", "../2021", "", "2021/../2021", "a" * 21])
def test_a_version_without_files_is_told_and_no_path_is_followed(code):
    with pytest.raises(InvalidInstrument) as refusal:
        read_version(code)
    assert [problem.kind for problem in refusal.value.problems] == [ProblemKind.VERSION_UNKNOWN]


def test_every_problem_has_its_sentence():
    assert set(PROBLEM_TEXTS) == set(ProblemKind)
