"""The matrix out as a workbook and in again: nothing is lost."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from app.files import FileKind
from app.files.table import read_rows
from app.plans.compile import LineFields
from app.plans.routes.workbook import LIMITS
from app.plans.rules import MAX_BUDGET
from app.plans.rules.cells import cells_of, show_cell
from app.plans.rules.workbook import PresentLine, matrix_difference
from tests.integration.plans.workbook.matrix import KINDS, matrix_workbook, raw
from tests.unit.plans.test_cells import WORDS, random_line


class TestRoundTrip:
    @KINDS
    def test_random_edits_go_out_and_come_in_equal(self, app, kind):
        random = Random(11)
        for _round in range(6):
            before = [PresentLine(f"l{n}", n, n, random_line(random)) for n in range(1, 30)]
            after = [
                replace(line, fields=random_line(random) if random.random() < 0.6 else line.fields)
                for line in before
            ]
            content = matrix_workbook("plan", "2021", "Judul", after, WORDS, kind=kind)
            table = read_rows(content, kind, LIMITS)
            found = matrix_difference(table, "plan", "2021", before, WORDS)
            assert not found.problems
            assert not found.added
            assert not found.missing
            changed = {item.line.id: item.fields for item in found.changed}
            for old, new in zip(before, after, strict=True):
                assert changed.get(old.id, old.fields) == new.fields
            assert found.unchanged + len(found.changed) == len(before)

    @KINDS
    def test_texts_that_programs_stumble_over(self, app, kind):
        hard = [
            "=1+1",
            "+62811",
            "@SUM(A1)",
            "_x0041_ dan _x000D_",
            "'petik",
            "1.500",
            "2,5",
            "TRUE",
            "a\n\nb",
            "<&>",
        ]
        lines = [
            PresentLine(
                f"l{n}",
                n,
                1,
                replace(
                    random_line(Random(n)), activity=text, remarks=text, baseline=text.replace("\n", " ")
                ),
            )
            for n, text in enumerate(hard)
        ]
        table = read_rows(matrix_workbook("plan", "2021", "J", lines, WORDS, kind=kind), kind, LIMITS)
        found = matrix_difference(table, "plan", "2021", lines, WORDS)
        assert not found.problems
        assert found.is_empty
        assert found.unchanged == len(hard)

    @KINDS
    def test_every_number_keeps_its_digits(self, app, kind):
        numbers = ["1.125", "12.5", "0.125", "999.999", "1234.567", "0.00001", "999999999999.999", "1000"]
        lines = [
            PresentLine(
                f"l{n}", n, 1, LineFields("sdm", "A", targets={2021: Decimal(text)}, budgets={2021: amount})
            )
            for n, (text, amount) in enumerate(
                zip(numbers, [0, 1, 10**14, 10**15 - 1, 10**15, 10**16 + 1, MAX_BUDGET, 7], strict=True)
            )
        ]
        table = read_rows(matrix_workbook("plan", "2021", "J", lines, WORDS, kind=kind), kind, LIMITS)
        found = matrix_difference(table, "plan", "2021", lines, WORDS)
        assert not found.problems
        assert found.unchanged == len(lines)

    def test_new_lines_are_read_as_they_were_written(self, app):
        random = Random(12)
        wanted = [random_line(random) for _ in range(20)]
        rows = [["renaksi-matriks-1", "plan", "2021", *(cell.key for cell in cells_of(WORDS.years))], ["ID"]]
        rows += [
            ["", "", "", *(show_cell(line, cell, WORDS) for cell in cells_of(WORDS.years))] for line in wanted
        ]
        found = matrix_difference(read_rows(raw(rows), FileKind.XLSX, LIMITS), "plan", "2021", [], WORDS)
        assert [new.fields for new in found.added] == wanted
