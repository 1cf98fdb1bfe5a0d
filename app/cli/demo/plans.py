"""Plans of the demonstration: proposals, compiling, figures filled in, and the way to the ministry and back."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from sqlalchemy import select

from app.access import Actor
from app.assessment.models import Round
from app.cli.demo.narrative import mend_after_return
from app.cli.demo.nomenclature import USUAL
from app.cli.demo.wording import ANSWERS, COMMENTS, DISMISSED, PROPOSALS, RETURN_REASON
from app.complaints.actions.problems import dismiss_problem
from app.db import db
from app.instrument.queries import load_questionnaire
from app.organisations.models import Unit
from app.plans.actions.compiling import accept_compilation
from app.plans.actions.goals import set_goals
from app.plans.actions.lines import edit_line
from app.plans.actions.plans import create_plan
from app.plans.actions.problems import add_answering_line, fields_for
from app.plans.actions.proposals import create_proposal
from app.plans.actions.review import (
    accept_plan,
    add_comment,
    answer_comment,
    resolve_comment,
    return_plan,
    start_review,
)
from app.plans.actions.workflow import approve_plan, request_approval, revise_plan, submit_plan
from app.plans.compile import LineFields, compile_plan, difference
from app.plans.models import Plan, PlanLine, ReviewComment, Submission
from app.plans.queries.compiling import all_lines, compile_input, fields_of
from app.plans.queries.nomenclature import with_nomenclature
from app.plans.queries.plans import latest_submission
from app.plans.queries.problems import waiting_problems
from app.plans.rules import ChapterCode, CommentKind, Severity

YEARS = (2021, 2022, 2023, 2024)
KEPT_PER_CATEGORY = 12
AMBITIOUS = "pemangku_kepentingan"
CELLS: tuple[tuple[str, int | None], ...] = (
    ("targets", 2022),
    ("fund_source", None),
)  # of the first comments


def codes_of(round_: Round) -> list[str]:
    """The categories of the round's instrument."""
    return [category.code for category in load_questionnaire(round_.instrument_version_id).categories]


def propose(actor: Actor, round_: Round, unit: Unit, place: int) -> None:
    """Let an OPD propose one line of its own, the `place`-th of the list."""
    codes = codes_of(round_)
    wording = PROPOSALS[place % len(PROPOSALS)]
    fields = LineFields(
        category_code=wording.category,
        activity=wording.activity,
        problem=wording.problem,
        output_indicator=wording.output,
        unit_of_measure=wording.unit_of_measure,
        targets={year: Decimal(1) for year in YEARS},
        budgets=dict.fromkeys(YEARS, wording.budget),
        fund_source="apbd",
        responsible_unit_id=unit.id,
        quarters=dict.fromkeys(YEARS, (1, 3)),
    )
    fields = with_nomenclature(fields, USUAL[wording.category])
    create_proposal(actor, round_, unit, fields, years=YEARS, category_codes=codes)


def compile_demo_plan(
    random: Random,
    coordinator: Actor,
    round_: Round,
    title: str,
    units: Sequence[Unit],
    *,
    filled: float = 1.0,
    per_category: int = KEPT_PER_CATEGORY,
) -> Plan:
    """Compile the plan of a round and fill `filled` (0–1) of its lines with years, money, units and quarters."""
    plan = create_plan(coordinator, round_, title, YEARS)
    # Higher than the instrument's own goals, so that the page of goals has something to show.
    set_goals(coordinator, plan, {(AMBITIOUS, YEARS[-1]): 5})
    accept_compilation(coordinator, plan, _foremost(plan, per_category))
    kept = all_lines(plan)
    codes = codes_of(round_)
    for line in kept[: round(len(kept) * filled)]:
        _fill(random, coordinator, plan, line, units, codes)
    _answer_problems(coordinator, plan, codes)
    return plan


def _answer_problems(coordinator: Actor, plan: Plan, codes: list[str]) -> None:
    """The largest recurring problem gets a line that began with the year, the second is dismissed, the rest waits."""
    waiting = waiting_problems(coordinator, plan)
    if waiting:
        lead = compile_input(plan).lead_unit_id
        fields = fields_for(waiting[0], lead)
        add_answering_line(coordinator, plan, waiting[0], fields, date(YEARS[0], 1, 1), codes)
    if len(waiting) > 1:
        dismiss_problem(coordinator, waiting[1], DISMISSED, seen_version=waiting[1].version)


def _foremost(plan: Plan, per_category: int) -> list[str]:
    """The tokens of the first proposals of every category; a plan nobody could carry out would be no example."""
    source = compile_input(plan)
    counted: Counter[str] = Counter()
    chosen = []
    for entry in difference(compile_plan(source), source.existing).added:
        category = entry.proposed.fields.category_code
        counted[category] += 1
        if counted[category] <= per_category:
            chosen.append(entry.token)
    return chosen


def _fill(
    random: Random, coordinator: Actor, plan: Plan, line: PlanLine, units: Sequence[Unit], codes: list[str]
) -> None:
    fields = fields_of(line)
    start = random.choice((0, 0, 0, 1))
    amount = random.choice((5, 10, 15, 20, 25, 40, 60, 75)) * 1_000_000
    responsible = _responsible(random, fields, units)
    edit_line(
        coordinator,
        plan,
        line,
        replace(
            with_nomenclature(fields, "" if fields.budget_code else USUAL[fields.category_code]),
            targets=_targets(fields.unit_of_measure, YEARS[start:]),
            budgets={year: amount * (100 + 5 * place) // 100 for place, year in enumerate(YEARS[start:])},
            fund_source=fields.fund_source or "apbd",
            baseline=fields.baseline or random.choice(("Belum ada", "Tersedia sebagian", "1 dokumen")),
            responsible_unit_id=responsible,
            supporting_unit_ids=tuple(
                unit_id for unit_id in fields.supporting_unit_ids if unit_id != responsible
            ),
            quarters={
                year: random.choice(((1, 2), (2, 3), (1, 3), (4,), (1, 2, 3, 4))) for year in YEARS[start:]
            },
        ),
        codes,
    )


def _targets(unit_of_measure: str, years: Sequence[int]) -> dict[int, Decimal]:
    """Targets that an official would set: shares rise to all, reports come every quarter, a document once a year."""
    measure = unit_of_measure.lower()
    if "persen" in measure or "%" in measure:
        steps = (40, 60, 80, 100)[-len(years) :]
    elif any(word in measure for word in ("orang", "petugas", "pengelola", "pegawai")):
        steps = (20, 30, 40, 46)[-len(years) :]
    elif any(word in measure for word in ("laporan", "rapat", "kali", "kegiatan")):
        steps = (2, 4, 4, 4)[-len(years) :]
    else:
        steps = (1, 1, 1, 1)[-len(years) :]
    return {year: Decimal(step) for year, step in zip(years, steps, strict=True)}


def _responsible(random: Random, fields: LineFields, units: Sequence[Unit]) -> str:
    """Two of five lines stay with the unit that the compiler chose; the others go to one of those concerned."""
    if fields.responsible_unit_id and random.random() < 0.4:
        return fields.responsible_unit_id
    return random.choice(fields.supporting_unit_ids or [unit.id for unit in units])


def send_to_ministry(plan: Plan, coordinator: Actor, leader: Actor) -> None:
    """Approval by the leader, submission by the coordinator."""
    request_approval(coordinator, plan)
    approve_plan(leader, plan)
    submit_plan(coordinator, plan)


def comment_and_return(
    plan: Plan, reviewer: Actor, before_the_verdict: Callable[[Submission], None] | None = None
) -> None:
    """The ministry writes its comments and returns the plan; the first two point at single cells."""
    start_review(reviewer, plan)
    submission = _latest(plan)
    lines = [line for line in all_lines(plan) if line.deleted_at is None]
    for place, (severity, text) in enumerate(COMMENTS):
        add_comment(
            reviewer,
            plan,
            submission,
            CommentKind.REVIEW,
            Severity(severity),
            text,
            line=lines[place * 2] if place < len(COMMENTS) - 1 else None,
            chapter=ChapterCode.BAB1 if place == len(COMMENTS) - 1 else None,
            cell=CELLS[place][0] if place < len(CELLS) else "",
            year=CELLS[place][1] if place < len(CELLS) else None,
        )
    if before_the_verdict:
        before_the_verdict(submission)
    return_plan(reviewer, plan, submission, RETURN_REASON)


def mend_and_accept(plan: Plan, coordinator: Actor, leader: Actor, reviewer: Actor) -> None:
    """The regency answers every comment and sends again; the ministry accepts."""
    revise_plan(coordinator, plan)
    mend_after_return(coordinator, plan, codes_of(plan.round))
    comments = db.session.scalars(select(ReviewComment).where(ReviewComment.plan_id == plan.id)).all()
    for place, comment in enumerate(comments):
        answer_comment(coordinator, comment, ANSWERS[place % len(ANSWERS)])
    send_to_ministry(plan, coordinator, leader)
    start_review(reviewer, plan)
    for comment in comments:
        resolve_comment(reviewer, comment, resolved=True)
    accept_plan(reviewer, plan, _latest(plan), "Rencana aksi dapat dilaksanakan.")


def _latest(plan: Plan) -> Submission:
    submission = latest_submission(plan)
    if submission is None:
        raise LookupError(f"nothing was submitted of plan {plan.id}")
    return submission
