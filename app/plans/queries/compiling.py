"""Everything the compiler needs of one plan, as plain data, in a constant number of queries."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.assessment.models import Answer, Assessment
from app.assessment.queries import effective_levels
from app.assessment.queries.scheme import instrument_of
from app.complaints.queries import patterns
from app.db import db
from app.instrument.questionnaire import ActionSpec, IndicatorSpec, Questionnaire
from app.organisations.models import Unit
from app.plans.compile import (
    Action,
    CompileInput,
    ExistingLine,
    Indicator,
    LineFields,
    Origin,
    Pattern,
    ProposalInput,
    Standing,
    UnitInput,
    with_own_goals,
)
from app.plans.models import Plan, PlanLine, Proposal
from app.plans.queries.goals import own_goals
from app.plans.queries.parties import lead_unit, parties
from app.plans.queries.rows import line_rows
from app.plans.rules import base_period
from app.plans.stored import fields_from_json


def compile_input(plan: Plan) -> CompileInput:
    """The input of compiling this plan now."""
    questionnaire = questionnaire_of(plan)
    rows = line_rows(plan)
    units = units_of_round(plan.round_id)
    named = list(
        db.session.scalars(select(Unit).where(Unit.government_id == plan.government_id, Unit.is_active))
    )
    lead = lead_unit(named, plan.government.lead_unit_label)
    start, end = base_period(plan.round.year)
    return CompileInput(
        years=tuple(plan.years),
        category_codes=tuple(category.code for category in questionnaire.categories),
        indicators=with_own_goals(indicators_of(questionnaire), plan.years, own_goals(plan)),
        units=units,
        standings=_standings(plan.round_id),
        patterns=tuple(
            Pattern(row.category, row.unit_id, row.volume, row.late, row.followed_up_share)
            for row in patterns(plan.government_id, start, end)
        ),
        proposals=tuple(_proposal(row) for row in living_proposals(plan.round_id)),
        existing=tuple(
            _existing(line, fields_of(line, rows.supporting[line.id]), rows.origins[line.id])
            for line in rows.lines
        ),
        lead_unit_id=lead.id if lead else None,
        parties=parties(named, lead),
    )


def questionnaire_of(plan: Plan) -> Questionnaire:
    """The question set behind a plan; it is published and never changes, so each process reads it once."""
    return instrument_of(plan.round.instrument_version_id)[0]


def units_of_round(round_id: str) -> tuple[UnitInput, ...]:
    """The units that take part in a round, in the government's order, each with whether it ever submitted."""
    rows = db.session.execute(
        select(Unit.id, Unit.name, Assessment.submitted_at)
        .join(Assessment, Assessment.unit_id == Unit.id)
        .where(Assessment.round_id == round_id)
        .order_by(Unit.position, Unit.name)
    )
    return tuple(UnitInput(unit_id, name, submitted is not None) for unit_id, name, submitted in rows)


def living_proposals(round_id: str) -> Sequence[Proposal]:
    """The proposals of a round that were not withdrawn, in the order of the units."""
    return db.session.scalars(
        select(Proposal)
        .join(Unit, Unit.id == Proposal.unit_id)
        .where(Proposal.round_id == round_id, Proposal.withdrawn_at.is_(None))
        .order_by(Unit.position, Unit.name, Proposal.created_at, Proposal.id)
    ).all()


def all_lines(plan: Plan) -> Sequence[PlanLine]:
    """Every line of a plan, deleted ones too, with supporting units and origins, in the plan's order."""
    return db.session.scalars(
        select(PlanLine)
        .where(PlanLine.plan_id == plan.id)
        .options(selectinload(PlanLine.supporting), selectinload(PlanLine.origins))
        .order_by(PlanLine.position, PlanLine.id)
    ).all()


def existing_line(line: PlanLine) -> ExistingLine:
    """A row as the compiler sees it."""
    return _existing(
        line,
        fields_of(line),
        tuple(
            Origin(
                kind=origin.kind,
                unit_id=origin.unit_id,
                indicator_id=origin.indicator_id,
                answer_id=origin.answer_id,
                score=origin.score,
                target=origin.target,
                complaint_category=origin.complaint_category,
                volume=origin.volume,
                proposal_id=origin.proposal_id,
            )
            for origin in line.origins
        ),
    )


def _existing(line: PlanLine, fields: LineFields, origins: tuple[Origin, ...]) -> ExistingLine:
    return ExistingLine(
        id=line.id,
        keys=tuple(line.keys),
        fields=fields,
        compiled=fields_from_json(line.compiled) if line.compiled else None,
        origins=origins,
        deleted=line.deleted_at is not None,
    )


def fields_of(line: PlanLine, supporting: tuple[str, ...] | None = None) -> LineFields:
    """What a person may change in a line, as plain data; `supporting` if the unit ids were read already."""
    return LineFields(
        category_code=line.category_code,
        activity=line.activity,
        indicator_id=line.indicator_id,
        problem=line.problem,
        output_indicator=line.output_indicator,
        unit_of_measure=line.unit_of_measure,
        baseline=line.baseline,
        targets=dict(line.targets),
        budgets=dict(line.budgets),
        fund_source=line.fund_source,
        budget_code=line.budget_code,
        budget_name=line.budget_name,
        responsible_unit_id=line.responsible_unit_id,
        supporting_unit_ids=(
            tuple(row.unit_id for row in line.supporting) if supporting is None else supporting
        ),
        quarters=dict(line.quarters),
        complaint_category=line.complaint_category,
        remarks=line.remarks,
    )


def indicators_of(questionnaire: Questionnaire) -> tuple[Indicator, ...]:
    """The indicators as the compiler sees them; the weight is the per cent of the overall index that each makes."""
    all_categories = sum(category.weight for category in questionnaire.categories)
    found: list[Indicator] = []
    for category in questionnaire.categories:
        inside = sum(spec.weight for spec in category.indicators)
        share = 100 * category.weight / (all_categories * inside)
        found.extend(_indicator(spec, share * spec.weight) for spec in category.indicators)
    return tuple(found)


def _indicator(spec: IndicatorSpec, weight: float) -> Indicator:
    return Indicator(
        id=spec.id,
        code=spec.code,
        category_code=spec.category,
        text=spec.text,
        scope=spec.scope.value,
        weight=weight,
        goals={year: float(level) for year, level in spec.targets.items()},
        actions=tuple(_action(action) for action in spec.actions),
    )


def _action(spec: ActionSpec) -> Action:
    return Action(
        code=spec.code,
        to_level=spec.to_level,
        activity=spec.activity,
        output_indicator=spec.output_indicator,
        unit_of_measure=spec.unit_of_measure,
        from_level=spec.from_level,
        usual_year=spec.usual_year,
        budget_code=spec.budget_code,
        budget_name=spec.budget_name,
        responsible=spec.responsible,
    )


def _standings(round_id: str) -> tuple[Standing, ...]:
    answers = {
        (unit_id, indicator_id): answer_id
        for unit_id, indicator_id, answer_id in db.session.execute(
            select(Assessment.unit_id, Answer.indicator_id, Answer.id)
            .join(Assessment, Assessment.id == Answer.assessment_id)
            .where(Assessment.round_id == round_id)
        )
    }
    return tuple(
        Standing(unit_id, indicator_id, level, answers.get((unit_id, indicator_id)))
        for (unit_id, indicator_id), level in effective_levels(round_id).items()
    )


def _proposal(row: Proposal) -> ProposalInput:
    return ProposalInput(
        id=row.id,
        unit_id=row.unit_id,
        action_code=row.action_code or None,
        fields=proposal_fields(row),
    )


def proposal_fields(row: Proposal) -> LineFields:
    """What a unit proposes, as plain data."""
    return LineFields(
        category_code=row.category_code,
        activity=row.activity,
        indicator_id=row.indicator_id,
        problem=row.problem,
        output_indicator=row.output_indicator,
        unit_of_measure=row.unit_of_measure,
        targets=dict(row.targets),
        budgets=dict(row.budgets),
        fund_source=row.fund_source,
        budget_code=row.budget_code,
        budget_name=row.budget_name,
        responsible_unit_id=row.unit_id,
        quarters=dict(row.quarters),
        remarks=row.remarks,
    )
