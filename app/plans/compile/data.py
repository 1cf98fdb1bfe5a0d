"""What the compiler reads and what it proposes: plain frozen data, so that compiling is a function and nothing else.

Unit `None` stands for the government as a whole. Levels and targets are on the scale 1–5. Money is integer rupiah.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class OriginKind(StrEnum):
    """Why a line exists."""

    GAP = "gap"
    COMPLAINT = "complaint"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Action:
    """An action of the library: what lifts a unit to `to_level` of one indicator."""

    code: str
    to_level: int
    activity: str
    output_indicator: str
    unit_of_measure: str
    from_level: int | None = None
    usual_year: int | None = None
    budget_code: str = ""
    budget_name: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its weight (category weight × own weight), the goal per year and its actions."""

    id: str
    code: str
    category_code: str
    text: str
    scope: str  # opd | government
    weight: float
    goals: Mapping[int, float]
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one unit stands on one indicator; `level` None means not scored, which is not a gap but missing."""

    unit_id: str | None
    indicator_id: str
    level: float | None
    answer_id: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Complaints of one category about one unit in the base period. Shares are fractions."""

    category: str
    unit_id: str | None
    volume: int
    late: int = 0
    followed_up_share: float | None = None


@dataclass(frozen=True, slots=True)
class UnitInput:
    """A unit in the order of the government's list; `reported` tells whether its assessment was submitted."""

    id: str
    name: str
    reported: bool = True


@dataclass(frozen=True, slots=True)
class LineFields:
    """Everything of a line that the compiler proposes and that a person may change afterwards."""

    category_code: str
    activity: str
    indicator_id: str | None = None
    problem: str = ""
    output_indicator: str = ""
    unit_of_measure: str = ""
    baseline: str = ""
    targets: Mapping[int, Decimal] = field(default_factory=dict)
    budgets: Mapping[int, int] = field(default_factory=dict)
    fund_source: str = ""
    budget_code: str = ""
    budget_name: str = ""
    responsible_unit_id: str | None = None
    supporting_unit_ids: tuple[str, ...] = ()
    quarters: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    complaint_category: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class ProposalInput:
    """A line that a unit proposed for itself; `action_code` if it was picked from the library."""

    id: str
    unit_id: str
    fields: LineFields
    action_code: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """One reason for a line, down to the answer or the complaints."""

    kind: OriginKind
    unit_id: str | None = None
    indicator_id: str | None = None
    answer_id: str | None = None
    score: float | None = None
    target: float | None = None
    complaint_category: str = ""
    volume: int | None = None
    proposal_id: str | None = None


@dataclass(frozen=True, slots=True)
class Priority:
    """The rank of a line with its factors, so that the ranking can explain itself: the product is `value`."""

    gap: float = 0.0  # mean distance to the goal, in levels
    weight: float = 0.0
    units: int = 0
    burden: float = 1.0  # 1 + share of all complaints that concern these units

    @property
    def value(self) -> float:
        """gap × weight × number of units × complaint burden."""
        return self.gap * self.weight * self.units * self.burden


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A line that the compiler would put into the plan. `keys` name its sources and survive recompiling."""

    keys: tuple[str, ...]
    fields: LineFields
    origins: tuple[Origin, ...]
    priority: Priority = Priority()

    @property
    def key(self) -> str:
        """The first source."""
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class ExistingLine:
    """A line of the plan as it is now, beside what the compiler last proposed (`None` for a person's own line)."""

    id: str
    keys: tuple[str, ...]
    fields: LineFields
    compiled: LineFields | None = None
    origins: tuple[Origin, ...] = ()
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two lines with nearly the same wording; a person decides whether they are one. `likeness` is 0–1."""

    first_key: str
    second_key: str
    likeness: float


@dataclass(frozen=True, slots=True)
class CompileInput:
    """The whole input of one compilation."""

    years: tuple[int, ...]
    category_codes: tuple[str, ...]  # in the instrument's order
    indicators: tuple[Indicator, ...]
    units: tuple[UnitInput, ...]
    standings: tuple[Standing, ...]
    patterns: tuple[Pattern, ...] = ()
    proposals: tuple[ProposalInput, ...] = ()
    existing: tuple[ExistingLine, ...] = ()
    lead_unit_id: str | None = None
    parties: Mapping[str, str] = field(default_factory=dict)  # the library's "responsible" wording → unit id


@dataclass(frozen=True, slots=True)
class Compilation:
    """The result: lines in rank order within the categories' order, look-alikes, and who is missing."""

    lines: tuple[ProposedLine, ...]
    similar: tuple[SimilarPair, ...]
    missing_unit_ids: tuple[str, ...]
    unit_count: int
