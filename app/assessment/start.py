"""What the assessment puts on the start page."""

from flask import url_for
from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from app.access import Actor, Permission
from app.assessment.labels import PREDICATE_LABELS
from app.assessment.models import Assessment, Round
from app.assessment.queries import Standing, current_round, load_sheet, round_scores, standing
from app.assessment.queries.handed import assessments_handed_to, handed_indicators
from app.assessment.queries.rounds import (
    count_in_state,
    coverage_within,
    lacks_round,
    unit_assessments,
)
from app.assessment.queries.talking import open_questions
from app.assessment.rules import Step
from app.assessment.scoring import rounded
from app.assessment.states import AssessmentState
from app.db import utc_now
from app.organisations.context import watches
from app.web.filters import number
from app.web.start_page import Task, Tile, Urgency

SOON_DAYS = 7


def first_round(actor: Actor) -> list[Task]:
    """The first round, for a coordinator whose list of OPD stands."""
    government_id = actor.government_id
    if government_id is None or not actor.may(Permission.ROUND_MANAGE, government_id):
        return []
    if not lacks_round(government_id):
        return []
    return [
        Task(
            _("Buka putaran asesmen"),
            _("Tentukan tahun dan tenggatnya. Setiap OPD aktif langsung mendapat lembar asesmen."),
            url_for("assessment.new_round"),
            Urgency.SOON,
            action=_("Buka putaran"),
        )
    ]


def own_sheets(actor: Actor) -> list[Task]:
    """An OPD admin's sheets that are still to be filled or corrected."""
    round_ = _round_of(actor, Permission.ASSESSMENT_FILL)
    if round_ is None:
        return []
    tasks = [_own_task(actor, assessment) for assessment in unit_assessments(actor, round_.id)]
    return [task for task in tasks if task is not None]


def _own_task(actor: Actor, assessment: Assessment) -> Task | None:
    stand = standing(actor, assessment, utc_now())
    if not stand.may(Step.SAVE):
        return _missed(assessment, stand)
    progress = load_sheet(assessment).progress
    name = assessment.unit.name if assessment.unit else ""
    day = format_date(stand.deadline_day, "d MMMM y")
    text = _(
        "%(unit)s: %(done)s dari %(total)s lengkap. Tenggat %(day)s.",
        unit=name,
        done=progress.complete,
        total=progress.total,
        day=day,
    )
    returned = assessment.state is AssessmentState.RETURNED
    return Task(
        title=_("Perbaiki asesmen yang dikembalikan") if returned else _("Isi asesmen mandiri"),
        text=text,
        url=url_for("assessment.sheet", assessment_id=assessment.id),
        urgency=_urgency(stand.days_left, returned=returned),
        count=progress.total - progress.complete,
        action=_("Perbaiki") if returned else _("Lanjutkan mengisi"),
    )


def _missed(assessment: Assessment, stand: Standing) -> Task | None:
    """A sheet that was not sent in time is not done: only the coordinator can give it more time."""
    if assessment.state not in (AssessmentState.DRAFT, AssessmentState.RETURNED) or not stand.is_late:
        return None
    return Task(
        title=_("Tenggat asesmen sudah lewat"),
        text=_(
            "%(unit)s belum mengirim sampai %(day)s. Hubungi koordinator bila perlu perpanjangan.",
            unit=assessment.unit.name if assessment.unit else "",
            day=format_date(stand.deadline_day, "d MMMM y"),
        ),
        url=url_for("assessment.sheet", assessment_id=assessment.id),
        urgency=Urgency.OVERDUE,
        action=_("Lihat asesmen"),
    )


def _urgency(days_left: int, *, returned: bool) -> Urgency:
    if returned or days_left <= 1:
        return Urgency.NOW
    return Urgency.SOON if days_left <= SOON_DAYS else Urgency.WHEN_CONVENIENT


def handed_to_me(actor: Actor) -> list[Task]:
    """What an OPD admin handed to this person, as long as something of it is open."""
    if actor.user_id is None or not actor.may(Permission.ASSESSMENT_CONTRIBUTE):
        return []
    found = []
    for assessment, _count in assessments_handed_to(actor):
        handed = handed_indicators(actor, assessment)
        stand = standing(actor, assessment, utc_now(), next(iter(handed), ""))
        open_ = load_sheet(assessment, among=handed).progress
        if not stand.may(Step.SAVE) or open_.done:
            continue
        found.append(
            Task(
                title=_("Isi indikator yang diserahkan kepada Anda"),
                text=_(
                    "%(unit)s: %(done)s dari %(total)s lengkap. Tenggat %(day)s.",
                    unit=assessment.unit.name if assessment.unit else "",
                    done=open_.complete,
                    total=open_.total,
                    day=format_date(stand.deadline_day, "d MMMM y"),
                ),
                url=url_for("assessment.sheet", assessment_id=assessment.id),
                urgency=_urgency(stand.days_left, returned=False),
                count=open_.total - open_.complete,
                action=_("Mulai mengisi"),
            )
        )
    return found


def to_answer(actor: Actor) -> list[Task]:
    """What OPD asked and nobody answered."""
    round_ = _round_of(actor, Permission.ASSESSMENT_ANSWER_QUESTIONS)
    waiting = open_questions(actor, round_) if round_ is not None else 0
    if not waiting:
        return []
    return [
        Task(
            title=_("Jawab pertanyaan OPD"),
            text=_("%(n)s pertanyaan tentang indikator menunggu Anda.", n=waiting),
            url=url_for("assessment.questions"),
            urgency=Urgency.SOON,
            count=waiting,
            action=_("Lihat pertanyaan"),
        )
    ]


def to_verify(actor: Actor) -> list[Task]:
    """What waits for the coordinator's verification."""
    round_ = _round_of(actor, Permission.ASSESSMENT_VERIFY)
    if round_ is None:
        return []
    waiting = count_in_state(round_.id, AssessmentState.SUBMITTED)
    if not waiting:
        return []
    return [
        Task(
            title=_("Verifikasi asesmen OPD"),
            text=_("%(n)s OPD sudah mengirim dan menunggu pemeriksaan Anda.", n=waiting),
            url=url_for("assessment.board", status=AssessmentState.SUBMITTED.value),
            urgency=Urgency.SOON,
            count=waiting,
            action=_("Mulai verifikasi"),
        )
    ]


def index_tile(actor: Actor) -> list[Tile]:
    """The government's index with its coverage, for those who read all of it."""
    round_ = _round_of(actor, Permission.ASSESSMENT_BOARD)
    if round_ is None:
        return []
    scores = round_scores(round_.id)
    value = scores.government.value
    shown = format_decimal(rounded(value), "0.00") if value is not None else "–"
    note = _(
        "%(counted)s dari %(total)s OPD", counted=scores.coverage.counted, total=scores.coverage.expected
    )
    label = PREDICATE_LABELS[scores.predicate] if scores.predicate else None
    return [
        Tile(
            label=_("Indeks asesmen %(year)s", year=scores.year),
            value=shown,
            url=url_for("assessment.scores"),
            note=_("%(predicate)s · %(coverage)s", predicate=label, coverage=note) if label else note,
        )
    ]


def watched_rounds(actor: Actor) -> list[Tile]:
    """How far the assessments are in the governments that somebody above them watches."""
    if not watches(actor) or not actor.may(Permission.ASSESSMENT_BOARD):
        return []
    found = coverage_within(actor)
    url = url_for("assessment.floors")
    return [
        Tile(
            _("Pemerintah daerah dengan putaran asesmen"),
            number(found.governments),
            url,
            _("dari %(total)s yang memakai Renaksi", total=number(found.active)),
        ),
        Tile(
            _("OPD yang sudah mengirim asesmen"),
            number(found.submitted),
            url,
            _("dari %(total)s OPD pada putaran terakhir", total=number(found.units)),
        ),
    ]


def _round_of(actor: Actor, permission: Permission) -> Round | None:
    government = actor.government_id
    if government is None or not actor.may(permission):
        return None
    return current_round(government)
