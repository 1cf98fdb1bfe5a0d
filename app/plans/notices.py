"""What people are told when a plan moves: one function for each event, so that the words stand in one place."""

from flask_babel import gettext as _

from app.access import Role
from app.notifications import notify
from app.plans.addresses import comments_path, margin_path, overview_path, review_path
from app.plans.models import Chapter, MarginNote, Plan, Submission
from app.plans.queries.people import holders


def approval_requested(plan: Plan) -> None:
    """To the leader."""
    _tell(
        holders(Role.LEADER, plan.government_id),
        plan,
        "plan.request_approval",
        _("Rencana aksi menunggu persetujuan Anda"),
        _("%(title)s sudah selesai disusun. Periksa, lalu setujui atau kembalikan.", title=plan.title),
    )


def approved(plan: Plan) -> None:
    """To the coordinator."""
    _tell(
        holders(Role.COORDINATOR, plan.government_id),
        plan,
        "plan.approve",
        _("Rencana aksi disetujui pimpinan"),
        _("%(title)s dapat Anda kirim ke kementerian.", title=plan.title),
    )


def sent_back(plan: Plan, reason: str) -> None:
    """To the coordinator."""
    _tell(
        holders(Role.COORDINATOR, plan.government_id),
        plan,
        "plan.send_back",
        _("Rencana aksi dikembalikan pimpinan"),
        reason,
    )


def submitted(plan: Plan, submission: Submission) -> None:
    """To the ministry, the province and the leader."""
    title = _("Rencana aksi %(government)s masuk", government=plan.government.name)
    body = _(
        "%(title)s, kiriman ke-%(number)s, tanda terima %(receipt)s.",
        title=plan.title,
        number=submission.number,
        receipt=submission.receipt_number,
    )
    readers = holders(Role.MINISTRY_REVIEWER)
    if plan.government.parent_id:
        readers += holders(Role.PROVINCE_SUPERVISOR, plan.government.parent_id)
    url = review_path(plan.id)
    notify(readers, "plan.submit", title, body, url, plan.government_id)
    _tell(
        holders(Role.LEADER, plan.government_id),
        plan,
        "plan.submit",
        _("Rencana aksi terkirim"),
        _("Tanda terima %(receipt)s.", receipt=submission.receipt_number),
    )


def returned(plan: Plan, reason: str) -> None:
    """To the coordinator and the leader."""
    _tell(
        holders(Role.COORDINATOR, plan.government_id) + holders(Role.LEADER, plan.government_id),
        plan,
        "plan.return",
        _("Rencana aksi dikembalikan kementerian"),
        reason,
    )


def accepted(plan: Plan) -> None:
    """To everybody of the government who worked on it, and to the province."""
    readers = (
        holders(Role.COORDINATOR, plan.government_id)
        + holders(Role.LEADER, plan.government_id)
        + holders(Role.OPD_ADMIN, plan.government_id)
    )
    if plan.government.parent_id:
        readers += holders(Role.PROVINCE_SUPERVISOR, plan.government.parent_id)
    _tell(
        readers,
        plan,
        "plan.accept",
        _("Rencana aksi diterima kementerian"),
        _("%(title)s kini dapat dibaca masyarakat.", title=plan.title),
    )


def commented(plan: Plan, text: str) -> None:
    """To the coordinator: a recommendation or a finding that does not come with a return."""
    notify(
        holders(Role.COORDINATOR, plan.government_id),
        "plan.comment",
        _("Catatan baru pada rencana aksi"),
        text[:500],
        comments_path(plan.id),
        plan.government_id,
    )


def assigned(plan: Plan, reviewer_id: str) -> None:
    """To the reviewer who got the plan from somebody else."""
    notify(
        [reviewer_id],
        "plan.review_assigned",
        _("Anda diminta menelaah rencana aksi %(government)s", government=plan.government.name),
        _("%(title)s, kiriman ke-%(number)s.", title=plan.title, number=plan.submissions_made),
        review_path(plan.id),
        plan.government_id,
    )


def margin_noted(plan: Plan, chapter: Chapter, note: MarginNote, readers: set[str]) -> None:
    """To those who are concerned: who wrote the chapter, and who spoke on the same paragraph."""
    notify(
        sorted(readers),
        "plan.margin",
        _("Catatan pinggir pada %(title)s", title=chapter.title),
        note.text[:500],
        margin_path(plan.id, chapter.code.value),
        plan.government_id,
    )


def _tell(readers: list[str], plan: Plan, kind: str, title: str, body: str) -> None:
    url = overview_path(plan.government.code)
    notify(sorted(set(readers)), kind, title, body, url, plan.government_id)
