"""The plan as a document: plain, frozen data that templates, spreadsheets and the public page read.

No record of the database is in here, so a document never asks the database for anything while it is laid out, and a
submission can be kept for ever as the JSON of exactly this data (see `canonical.py`). Texts that depend on the language
of the reader (labels) are not in here either, except where the name is itself content (units, categories, indicators).

Money is integer rupiah. Targets are `Decimal`. Shares are fractions 0–1. Indices are 1–5, `None` when unknown.
Years are integers and the keys of every mapping by year; every year of the plan is present as a key.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from app.plans.complaint_data import ComplaintData, ComplaintGroup


@dataclass(frozen=True, slots=True)
class SignatoryData:
    """Who signs: printed as position, name underlined, rank, NIP. Empty strings where the government left them open."""

    position: str = ""
    name: str = ""
    rank: str = ""
    nip: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class GovernmentData:
    """The government whose plan it is, as it stands on the cover and in the letterhead."""

    id: str
    code: str
    name: str
    kind: str  # ministry | province | regency | city
    province_name: str
    time_zone: str
    lead_unit_label: str
    letterhead: tuple[str, ...] = ()
    logo_file_id: str | None = None
    signatory: SignatoryData = field(default_factory=SignatoryData)
    knows: SignatoryData | None = (
        None  # beside the signatory, under "Mengetahui"; plans sent earlier have none
    )


@dataclass(frozen=True, slots=True)
class InstrumentData:
    """The question set behind the scores; `notice` says that it is an example and must be printed with the scores."""

    code: str
    title: str
    notice: str


@dataclass(frozen=True, slots=True)
class ChapterData:
    """A narrative chapter; `html` is sanitised and its placeholders are already filled."""

    code: str  # foreword | bab1 … bab5
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit (OPD) by name, in the order of the government's own list."""

    id: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class CategoryScore:
    """One of the five categories for the whole government; `goal` is the mean target of the plan's last year."""

    code: str
    name: str
    weight: float
    index: float | None
    goal: float | None = None


@dataclass(frozen=True, slots=True)
class UnitScore:
    """The indices of one unit; `categories` has every category code as a key."""

    unit: UnitRef
    categories: dict[str, float | None]
    overall: float | None
    state: str  # draft | submitted | verified | returned | missing
    answered: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class ScoreData:
    """The assessment's result.

    `predicate` is the code of assessment.scoring, `None` without an index; `predicate_name` is its word.
    """

    government_index: float | None
    predicate: str | None
    units_counted: int
    units_expected: int
    categories: tuple[CategoryScore, ...]
    units: tuple[UnitScore, ...]
    predicate_name: str = ""


@dataclass(frozen=True, slots=True)
class OriginData:
    """Why a line is in the plan: one gap of one unit, one complaint pattern, or one proposal of a unit."""

    kind: str  # gap | complaint | proposal
    unit_name: str  # empty = the government as a whole
    indicator_code: str
    score: float | None
    target: float | None
    complaint_category: str
    volume: int | None
    note: str


@dataclass(frozen=True, slots=True)
class LineData:
    """One row of the matrix. `number` counts 1… through the plan and is what people cite."""

    id: str
    number: int
    category_code: str
    indicator_code: str
    indicator_text: str
    problem: str
    activity: str
    output_indicator: str
    unit_of_measure: str
    baseline: str
    targets: dict[int, Decimal | None]
    budgets: dict[int, int | None]
    budget_total: int
    fund_source: str  # FundSource code, "" = not decided
    budget_code: str
    budget_name: str
    responsible_unit: UnitRef | None
    supporting_units: tuple[UnitRef, ...]
    quarters: dict[int, tuple[int, ...]]  # subset of 1–4 (TW I–IV)
    complaint_category: str
    remarks: str
    origins: tuple[OriginData, ...]


@dataclass(frozen=True, slots=True)
class CategoryLines:
    """The lines of one category with their sums."""

    code: str
    name: str
    lines: tuple[LineData, ...]
    budget_by_year: dict[int, int]
    budget_total: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the whole plan."""

    lines: int
    budget_by_year: dict[int, int]
    budget_by_fund_source: dict[str, int]
    budget_total: int


@dataclass(frozen=True, slots=True)
class UnitAnnex:
    """The annex page of one unit: its score, its gaps, its complaints and the lines it answers for or supports."""

    unit: UnitRef
    score: UnitScore
    gap_count: int
    complaints: ComplaintGroup | None
    line_ids: tuple[str, ...]  # responsible
    supporting_line_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubmissionData:
    """The receipt of an official version; the hash is over the canonical JSON of the document without this part."""

    id: str
    number: int
    receipt_number: str
    sha256: str
    submitted_at: datetime
    submitted_by: str


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """Everything that the plan's document prints.

    `is_concept` is true until the ministry accepted: "KONSEP" stands on every page. `submission` is `None` for the
    working copy. `missing_units` are the units whose assessment was not submitted when the document was made.
    """

    plan_id: str
    title: str
    years: tuple[int, ...]
    state: str  # PlanState code
    is_concept: bool
    document_number: str
    generated_at: datetime
    round_title: str
    round_year: int
    government: GovernmentData
    instrument: InstrumentData
    chapters: tuple[ChapterData, ...]
    scores: ScoreData
    complaints: ComplaintData | None  # None: no complaints were ever imported, which is not the same as zero
    categories: tuple[CategoryLines, ...]
    units: tuple[UnitAnnex, ...]
    totals: Totals
    unit_count: int
    missing_units: tuple[UnitRef, ...]
    submission: SubmissionData | None = None

    @property
    def lines(self) -> tuple[LineData, ...]:
        """All lines in the plan's order."""
        return tuple(line for category in self.categories for line in category.lines)

    def line(self, line_id: str) -> LineData | None:
        """The line with this id, or None."""
        return next((line for line in self.lines if line.id == line_id), None)
