"""How the demonstration's ministry reviews: a queue of regencies, comments half answered, scores, a sample."""

from dataclasses import dataclass, replace
from random import Random

from sqlalchemy import select

from app.access import Actor, Role
from app.assessment.models import Round
from app.cli.demo import assessments, organisation, plans
from app.cli.demo.assessments import Course
from app.cli.demo.organisation import Setting
from app.cli.demo.people import Accounts
from app.cli.demo.wording import HOLLOW_ANSWER, PHRASES, REFUSAL
from app.db import db
from app.instrument.queries import load_questionnaire
from app.organisations.models import Government
from app.plans.actions.assigning import assign_review
from app.plans.actions.lines import edit_line
from app.plans.actions.phrases import add_phrase
from app.plans.actions.review import answer_comment, start_review
from app.plans.actions.sampling import draw_sample
from app.plans.actions.scoring import save_scores
from app.plans.actions.workflow import revise_plan
from app.plans.models import Plan, PlanLine, ReviewComment, Submission
from app.plans.queries.compiling import fields_of
from app.plans.queries.document import submitted_document
from app.plans.queries.scoring import sheet_view
from app.plans.rubric import Score
from app.plans.rules import Outcome

SMALL_UNITS = 2
LOW_REASON = "Sebagian besar kegiatan belum mempunyai target setiap tahun."
SEED = "contoh-2021"


@dataclass(frozen=True)
class Desk:
    """A small regency whose plan lies with the ministry."""

    plan: Plan
    coordinator: Actor
    leader: Actor


def keep_phrases(reviewer: Actor) -> None:
    """Texts that the ministry shares."""
    for title, text in PHRASES:
        add_phrase(reviewer, title, text, is_shared=True)


def score(plan: Plan, reviewer: Actor, submission: Submission, random: Random) -> None:
    """Score a submission by the whole rubric, with reasons where it is low."""
    view = sheet_view(submission, submitted_document(submission, plan.state))
    scores = {}
    for item in view.items:
        given = random.choice((2, 3, 3, 4, 4, 5))
        scores[item.key] = Score(given, LOW_REASON if given <= view.rubric.low else "")
    save_scores(reviewer, plan, submission, scores, seen_version=0)


def answer_half(plan: Plan, coordinator: Actor) -> None:
    """Of the comments on a returned plan one is refused with a reason, one said to be mended; the others wait."""
    waiting = _comments(plan)
    answer_comment(coordinator, waiting[-1], REFUSAL, Outcome.UNCHANGED)
    answer_comment(coordinator, waiting[1], HOLLOW_ANSWER, Outcome.FIXED)


def fill_queue(accounts: Accounts, reviewer: Actor) -> None:
    """Three small regencies more: two wait unread, one is read for the second time by another reviewer."""
    second = accounts.add(Role.MINISTRY_REVIEWER, "penelaah.dua", "Penelaah Demo Kedua")
    for setting in organisation.WAITING:
        desk = _small(accounts, setting)
        plans.send_to_ministry(desk.plan, desk.coordinator, desk.leader)
    desk = _small(accounts, organisation.REREAD)
    plans.send_to_ministry(desk.plan, desk.coordinator, desk.leader)
    assign_review(reviewer, desk.plan, second.user_id or "")
    plans.comment_and_return(desk.plan, second)
    _mend_some(desk)
    plans.send_to_ministry(desk.plan, desk.coordinator, desk.leader)
    start_review(second, desk.plan)


def look_again(reviewer: Actor) -> None:
    """Draw finished reviews for a second look."""
    draw_sample(reviewer, 2, SEED)


def _mend_some(desk: Desk) -> None:
    """The first comment is mended, the second only said to be, the others are refused."""
    plan, coordinator = desk.plan, desk.coordinator
    revise_plan(coordinator, plan)
    waiting = _comments(plan)
    line = db.session.get_one(PlanLine, waiting[0].line_id)
    codes = [category.code for category in load_questionnaire(_round(plan).instrument_version_id).categories]
    fields = fields_of(line)
    targets = {year: target * 2 for year, target in fields.targets.items()}
    edit_line(coordinator, plan, line, replace(fields, targets=targets), codes)
    answer_comment(coordinator, waiting[0], "Target dinaikkan dua kali lipat.", Outcome.FIXED)
    answer_comment(coordinator, waiting[1], HOLLOW_ANSWER, Outcome.FIXED)
    for comment in waiting[2:]:
        answer_comment(coordinator, comment, REFUSAL, Outcome.UNCHANGED)


def _small(accounts: Accounts, setting: Setting) -> Desk:
    government = organisation.set_up(setting)
    place = setting.capital
    random = Random(government.code)  # noqa: S311  # demonstration data, not a secret
    units = organisation.add_units(government, SMALL_UNITS, place=place)
    slug = place.lower()
    coordinator = accounts.add(
        Role.COORDINATOR, f"koordinator.{slug}", f"Koordinator Demo {place}", government
    )
    leader = accounts.add(Role.LEADER, f"pimpinan.{slug}", f"Bupati Demo {place}", government)
    admins = {
        unit.id: accounts.add(
            Role.OPD_ADMIN, f"opd{number}.{slug}", f"Admin Demo {unit.name}", government, unit
        )
        for number, unit in enumerate(units.values(), start=1)
    }
    round_ = assessments.open_demo_round(coordinator, government)
    courses = {unit.id: Course(random.uniform(2.0, 3.8), "submitted") for unit in units.values()}
    assessments.run_assessments(random, round_, coordinator, admins, courses)
    plan = plans.compile_demo_plan(
        random, coordinator, round_, _title(government), list(units.values()), per_category=2
    )
    return Desk(plan, coordinator, leader)


def _title(government: Government) -> str:
    return f"Rencana Aksi SP4N-LAPOR! {government.name} 2021–2024 (data demonstrasi)"


def _round(plan: Plan) -> Round:
    return plan.round


def _comments(plan: Plan) -> list[ReviewComment]:
    return list(
        db.session.scalars(
            select(ReviewComment)
            .where(ReviewComment.plan_id == plan.id)
            .order_by(ReviewComment.created_at, ReviewComment.id)
        )
    )
