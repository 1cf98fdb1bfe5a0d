"""What a workbook of an assessment would change: cell by cell, with every row that cannot be taken."""

import pytest

from app.assessment.rules.workbook import (
    MARK,
    MOST_ROWS,
    Asked,
    CellRefused,
    Handed,
    Identity,
    Part,
    Present,
    Returned,
    RowFault,
    clean,
    read_part,
    sheet_difference,
    shown_number,
)

MINE = Identity(MARK, "asesmen", "2021", "sidik")
LEVELS = {str(n): f"{n} – {name}" for n, name in enumerate(["Rintisan", "Terkelola", "Terpadu"], start=1)}
LEVEL = Asked("q1", "K-01", "Pertanyaan", LEVELS, {"level 2": "2", "2 - managed": "2"})
NUMBER = Asked("q2", "S-01", "Berapa orang", {}, {})
SHARE = Asked("q3", "S-02", "Berapa persen", {}, {}, is_share=True)
MEASURED = Asked("q4", "M-01", "Dihitung", {}, {}, is_measured=True)
PRESENT = [
    Present(LEVEL, 4, "2", "Karena begitu", frozenset({"https://ada.go.id"})),
    Present(NUMBER, 1, "12"),
    Present(SHARE),
    Present(MEASURED, 3, "84%", closed=RowFault.MEASURED),
]
HANDED = {each.asked.id: Handed(each.answer, each.reason) for each in PRESENT}
SHOWN = {"q1": "2 – Terkelola", "q2": "12", "q3": "", "q4": "84%"}
KEYS = (MARK, "asesmen", "2021", "sidik", "answer", "reason", "link")


def row(number, question_id, *, version=None, **parts):
    present = next((each for each in PRESENT if each.asked.id == question_id), None)
    texts = {
        "answer": SHOWN.get(question_id, ""),
        "reason": present.reason if present else "",
        "link": "",
    } | parts
    told = str(present.version if present else 0) if version is None else version
    return (number, [question_id, told, "kode", "teks", texts["answer"], texts["reason"], texts["link"]])


def differ(*rows, keys=KEYS, present=PRESENT, handed=HANDED, formulas=(), judge=lambda *_told: ""):
    table = [(1, list(keys)), (2, ["ID"]), *rows]
    returned = Returned(table, handed, frozenset(formulas))
    return sheet_difference(returned, MINE, present, judge, elsewhere={"q9"})


def stored_otherwise(*, answer="2", reason="Karena begitu"):
    """The first question after somebody else saved it."""
    return [Present(LEVEL, 5, answer, reason), *PRESENT[1:]]


def faults(found):
    return [(problem.row, problem.fault, problem.part) for problem in found.problems]


class TestChanges:
    def test_as_it_was_handed_out_nothing_changes(self):
        found = differ(row(3, "q1"), row(4, "q2"), row(5, "q3"), row(6, "q4"))
        assert (found.changed, found.problems, found.missing, found.newer) == ((), (), (), ())
        assert found.unchanged == 4

    def test_changed_cells_are_told_before_and_after(self):
        found = differ(row(3, "q1", answer="3 – Terpadu", reason="Kini begini"), row(4, "q2"))
        (changed,) = found.changed
        assert [(cell.part, cell.before, cell.after, cell.handed) for cell in changed.cells] == [
            (Part.ANSWER, "2", "3", None),
            (Part.REASON, "Karena begitu", "Kini begini", None),
        ]
        assert (found.cells, found.conflicts, found.emptied, found.unchanged) == (2, 0, 0, 1)
        assert [each.asked.id for each in found.missing] == ["q3", "q4"]

    def test_an_emptied_cell_is_a_change_that_is_counted(self):
        found = differ(row(3, "q1", answer="", reason=""))
        assert [(cell.part, cell.after) for cell in found.changed[0].cells] == [
            ("answer", ""),
            ("reason", ""),
        ]
        assert found.emptied == 2

    def test_a_column_that_was_taken_out_empties_nothing(self):
        found = differ((3, ["q1", "4", "kode", "teks", "3"]), keys=KEYS[:5])
        (changed,) = found.changed
        assert [cell.part for cell in changed.cells] == [Part.ANSWER]

    def test_a_link_is_added_once(self):
        found = differ(row(3, "q1", link="https://baru.go.id"))
        assert [(cell.part, cell.after) for cell in found.changed[0].cells] == [
            ("link", "https://baru.go.id")
        ]
        assert not differ(row(3, "q1", link="https://ada.go.id")).changed

    def test_the_seal_speaks_of_everything_that_changes(self):
        one = differ(row(3, "q1", reason="a"))
        assert one.seal == differ(row(9, "q1", reason="a")).seal
        assert one.seal != differ(row(3, "q1", reason="b")).seal
        assert one.seal != differ(row(3, "q1", reason="a"), present=stored_otherwise()).seal


class TestTwoPeople:
    def test_what_both_changed_is_shown_with_three_values(self):
        present = stored_otherwise(answer="3", reason="Kata orang lain")
        found = differ(row(3, "q1", answer="1 – Rintisan"), present=present)
        (changed,) = found.changed
        assert [(cell.part, cell.handed, cell.before, cell.after) for cell in changed.cells] == [
            (Part.ANSWER, "2", "3", "1")
        ]  # the reason was not touched in the file, so the newer one stays
        assert (changed.is_conflict, found.conflicts) == (True, 1)

    def test_a_cell_that_only_others_changed_stays_theirs(self):
        found = differ(row(3, "q1"), present=stored_otherwise(answer="3"))
        assert (found.changed, [each.asked.id for each in found.newer]) == ((), ["q1"])

    def test_a_cell_that_nobody_else_changed_is_no_conflict_though_the_version_is_newer(self):
        found = differ(row(3, "q1", reason="Kini"), present=stored_otherwise(answer="3"))
        assert [cell.is_conflict for cell in found.changed[0].cells] == [False]

    def test_both_wrote_the_same(self):
        found = differ(row(3, "q1", answer="3 – Terpadu"), present=stored_otherwise(answer="3"))
        assert (found.changed, found.unchanged) == ((), 1)

    def test_without_the_hidden_sheet_the_version_decides(self):
        same = differ(row(3, "q1", reason="Kini"), handed={})
        newer = differ(row(3, "q1", reason="Kini", version="3"), handed={})
        assert [cell.is_conflict for each in (same, newer) for cell in each.changed[0].cells] == [False, True]


class TestFaults:
    @pytest.mark.parametrize(
        ("cells", "fault"),
        [
            (row(3, "q8"), RowFault.QUESTION_UNKNOWN),
            (row(3, "q9"), RowFault.QUESTION_ELSEWHERE),
            (row(3, "", answer="3"), RowFault.ID_MISSING),
            (row(3, "q1", version="baru"), RowFault.VERSION_MISSING),
        ],
    )
    def test_a_row_that_is_not_known(self, cells, fault):
        found = differ(cells)
        assert faults(found) == [(3, fault, None)]
        assert not found.changed

    def test_a_copied_row_is_taken_once(self):
        found = differ(row(3, "q1", reason="a"), row(4, "q1", reason="b"))
        assert [cell.after for cell in found.changed[0].cells] == ["a"]
        assert faults(found) == [(4, RowFault.QUESTION_TWICE, None)]

    @pytest.mark.parametrize(
        ("question_id", "parts", "fault", "part"),
        [
            ("q1", {"answer": "6 – Luar biasa"}, RowFault.NO_SUCH_CHOICE, Part.ANSWER),
            ("q1", {"answer": "2,5"}, RowFault.NO_SUCH_CHOICE, Part.ANSWER),
            ("q2", {"answer": "banyak"}, RowFault.NOT_A_NUMBER, Part.ANSWER),
            ("q2", {"answer": "12.5"}, RowFault.NOT_A_NUMBER, Part.ANSWER),
            ("q2", {"answer": "1e5"}, RowFault.NOT_A_NUMBER, Part.ANSWER),
            ("q2", {"answer": "12%"}, RowFault.NOT_A_NUMBER, Part.ANSWER),
            ("q1", {"reason": "x" * 4001}, RowFault.TOO_LONG, Part.REASON),
            ("q1", {"link": "https://" + "x" * 1000}, RowFault.TOO_LONG, Part.LINK),
            ("q4", {"answer": "99%"}, RowFault.MEASURED, Part.ANSWER),
            ("q4", {"reason": "Karena"}, RowFault.MEASURED, None),
        ],
    )
    def test_a_cell_that_cannot_be_taken(self, question_id, parts, fault, part):
        found = differ(row(3, question_id, **parts))
        assert faults(found) == [(3, fault, part)]
        assert not found.changed
        assert found.typed[3][0] == question_id

    def test_a_row_with_one_fault_is_not_taken_at_all(self):
        found = differ(row(3, "q1", answer="9", reason="Baik"))
        assert (found.changed, found.typed[3][1][Part.REASON]) == ((), "Baik")

    def test_a_formula_is_no_emptied_cell(self):
        found = differ(row(3, "q1", reason=""), formulas={(3, 5)})
        assert faults(found) == [(3, RowFault.FORMULA, Part.REASON)]

    def test_an_accepted_answer_stays(self):
        present = [Present(LEVEL, 4, "2", "Karena begitu", closed=RowFault.ACCEPTED)]
        assert faults(differ(row(3, "q1", reason="x"), present=present)) == [(3, RowFault.ACCEPTED, None)]
        assert not differ(row(3, "q1"), present=present).problems

    def test_the_kind_of_answer_refuses_in_its_own_words(self):
        found = differ(row(3, "q2", answer="600"), judge=lambda *_told: "Paling besar 500.")
        assert [(problem.fault, problem.words) for problem in found.problems] == [
            (RowFault.REFUSED, "Paling besar 500.")
        ]

    def test_what_is_stored_is_never_judged_anew(self):
        assert not differ(row(3, "q2"), judge=lambda *_told: "Nein").problems


class TestFiles:
    @pytest.mark.parametrize(
        ("keys", "fault"),
        [
            (("Kode", "Nama"), RowFault.NOT_OURS),
            (("renaksi-matriks-1", "rencana", "2021", "activity"), RowFault.PLAN_MATRIX),
            ((MARK, "lain", *KEYS[2:]), RowFault.OTHER_ASSESSMENT),
            ((MARK, "asesmen", "2025", *KEYS[3:]), RowFault.OTHER_INSTRUMENT),
            ((MARK, "asesmen", "2021", "lain", *KEYS[4:]), RowFault.OTHER_INSTRUMENT),
            (KEYS[:4], RowFault.NOT_OURS),
        ],
    )
    def test_files_that_are_none_of_this_assessment(self, keys, fault):
        found = differ(row(3, "q1", reason="x"), keys=keys)
        assert (found.is_refused, found.changed) == (True, ())
        assert found.problems[0].fault is fault

    def test_nothing_at_all(self):
        found = sheet_difference(Returned(()), MINE, PRESENT, lambda *_told: "")
        assert found.problems[0].fault is RowFault.NOT_OURS

    def test_too_many_rows(self):
        found = differ(*(row(number, "q1") for number in range(3, MOST_ROWS + 4)))
        assert found.problems[0].fault is RowFault.TOO_MANY_ROWS


class TestCells:
    @pytest.mark.parametrize(
        ("text", "machine"),
        [
            ("2 – Terkelola", "2"),
            ("  2 - terkelola ", "2"),
            ("2", "2"),
            ("Level 2", "2"),
            ("2 – Managed", "2"),
            ("", ""),
        ],
    )
    def test_choices(self, text, machine):
        assert read_part(LEVEL, Part.ANSWER, text) == machine

    @pytest.mark.parametrize(
        ("text", "machine"),
        [
            ("12", "12"),
            ("1.234", "1234"),
            ("2,50", "2.5"),
            ("007", "7"),
            ("-3", "-3"),
            ("-0", "0"),
            ("0,0", "0"),
        ],
    )
    def test_numbers(self, text, machine):
        assert read_part(NUMBER, Part.ANSWER, text) == machine

    def test_shares_may_carry_their_sign(self):
        assert read_part(SHARE, Part.ANSWER, "62,5 %") == "62.5"
        assert shown_number("62.5") == "62,5"

    def test_two_choices_of_one_name_are_told_apart(self):
        asked = Asked("q", "K", "t", {"a": "Sama", "b": "sama"}, {})
        with pytest.raises(CellRefused):
            read_part(asked, Part.ANSWER, "Sama")
        assert read_part(asked, Part.ANSWER, "b") == "b"

    def test_words_are_kept_as_the_page_keeps_them(self):
        assert clean(" a\r\n\x00b\ufffe\tc\x1f\n ") == "a\nb c"
        assert clean("=1+1") == "=1+1"
