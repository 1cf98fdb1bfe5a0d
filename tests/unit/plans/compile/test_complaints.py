import pytest

from app.plans.compile import OriginKind, Pattern, compile_plan
from app.plans.compile.complaints import ComplaintRule, facts_of, finding_of
from app.plans.compile.wording import Finding
from tests.unit.plans.compile.samples import DINSOS, DISDIK, LEAD, source

pytestmark = pytest.mark.unit


def findings(*patterns: Pattern):
    return list(compile_plan(source(standings=(), patterns=patterns)).lines)


class TestFinding:
    @pytest.mark.parametrize(
        ("volume", "late", "followed", "total", "expected"),
        [
            (4, 4, 0.0, 4, None),
            (5, 0, 0.74, 100, Finding.UNANSWERED),
            (5, 0, 0.75, 100, None),
            (8, 2, 1.0, 100, Finding.SLOW),
            (9, 2, 1.0, 1000, None),
            (10, 0, 1.0, 100, Finding.FREQUENT),
            (10, 0, None, 101, None),
        ],
    )
    def test_borders(self, volume, late, followed, total, expected):
        facts = facts_of("Jalan", [Pattern("Jalan", DINSOS, volume, late, followed)], total)
        assert finding_of(facts, ComplaintRule()) is expected

    def test_the_share_of_a_category_is_weighted_by_volume_and_leaves_the_unknown_out(self):
        rows = [Pattern("J", "a", 30, 0, 1.0), Pattern("J", "b", 10, 0, 0.0), Pattern("J", "c", 60, 0, None)]
        assert facts_of("J", rows, 100).followed_up_share == pytest.approx(0.75)


class TestLine:
    def test_one_line_a_category_with_the_most_concerned_unit_first(self):
        (line,) = findings(Pattern("Jalan", DISDIK, 5, 0, 0.2), Pattern("Jalan", DINSOS, 20, 3, 0.4))
        assert line.keys == ("complaint:Jalan",)
        assert [(origin.kind, origin.unit_id, origin.volume) for origin in line.origins] == [
            (OriginKind.COMPLAINT, DINSOS, 20),
            (OriginKind.COMPLAINT, DISDIK, 5),
        ]
        assert line.fields.complaint_category == "Jalan"
        assert line.fields.responsible_unit_id == DINSOS
        assert line.fields.problem == "Baru 36,0% dari 25 pengaduan kategori Jalan yang ditindaklanjuti."

    def test_the_lead_unit_answers_when_nobody_has_more_than_half(self):
        (line,) = findings(Pattern("Jalan", DISDIK, 10, 0, 0.2), Pattern("Jalan", DINSOS, 10, 0, 0.2))
        assert line.fields.responsible_unit_id == LEAD

    def test_no_complaints_give_no_line(self):
        assert findings() == []
