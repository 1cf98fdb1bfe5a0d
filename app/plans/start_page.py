"""What waits for a person because of a plan, for the start page."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from app.access import Actor, Permission, within
from app.db import db
from app.organisations.context import watches
from app.plans.labels import STATE_LABELS
from app.plans.models import Plan
from app.plans.queries import QueueFilter, current_plan, queue_counts
from app.plans.queries.plans import size_of
from app.plans.rules import PlanState
from app.web.filters import number, rupiah
from app.web.start_page import Task, Tile, Urgency


def plan_tasks(actor: Actor) -> list[Task]:
    """Plans whose next step is this person's."""
    return [*_leader(actor), *_coordinator(actor), *_ministry(actor)]


def plan_tiles(actor: Actor) -> list[Tile]:
    """How many plans are where, for people above the governments; the plan in figures for a leader."""
    if watches(actor):
        return _watched(actor)
    return _own(actor)


def _watched(actor: Actor) -> list[Tile]:
    if not actor.may(Permission.REVIEW_QUEUE):
        return []
    counts = queue_counts(actor)
    note = _("dari %(total)s pemerintah daerah", total=number(counts[QueueFilter.ALL]))
    shown = (
        (_("Rencana aksi menunggu telaah"), QueueFilter.WAITING),
        (_("Rencana aksi diterima"), QueueFilter.ACCEPTED),
    )
    return [
        Tile(label, number(counts[wanted]), url_for("plans.review_queue", status=wanted.value), note)
        for label, wanted in shown
    ]


def _own(actor: Actor) -> list[Tile]:
    government_id = actor.government_id
    if government_id is None or not actor.may(Permission.PLAN_APPROVE, government_id):
        return []
    plan = current_plan(actor, government_id)
    if plan is None:
        return []
    lines, budget = size_of(plan)
    return [
        Tile(
            _("Kegiatan dalam rencana aksi"),
            number(lines),
            url_for("plans.overview"),
            _("%(state)s · anggaran %(amount)s", state=STATE_LABELS[plan.state], amount=rupiah(budget)),
        )
    ]


def _count(actor: Actor, permission: Permission, *states: PlanState) -> int:
    if not actor.may(permission):
        return 0
    counted = select(func.count(Plan.id)).where(within(actor, permission, Plan), Plan.state.in_(states))
    return db.session.scalar(counted) or 0


def _leader(actor: Actor) -> list[Task]:
    if not _count(actor, Permission.PLAN_APPROVE, PlanState.AWAITING_APPROVAL):
        return []
    return [
        Task(
            _("Rencana aksi menunggu persetujuan Anda"),
            _("Periksa ringkasannya, lalu setujui atau kembalikan dengan alasan."),
            url_for("plans.overview"),
            Urgency.NOW,
            action=_("Periksa rencana aksi"),
            icon="flag",
        )
    ]


def _coordinator(actor: Actor) -> list[Task]:
    found = []
    if _count(actor, Permission.PLAN_SUBMIT, PlanState.RETURNED):
        found.append(
            Task(
                _("Rencana aksi dikembalikan"),
                _("Baca alasan dan catatannya, perbaiki, lalu kirim kembali."),
                url_for("plans.overview"),
                Urgency.NOW,
                action=_("Perbaiki rencana aksi"),
                icon="flag",
            )
        )
    if _count(actor, Permission.PLAN_SUBMIT, PlanState.APPROVED):
        found.append(
            Task(
                _("Rencana aksi siap dikirim"),
                _("Pimpinan sudah menyetujui. Kirimkan ke kementerian."),
                url_for("plans.overview"),
                Urgency.NOW,
                action=_("Kirim rencana aksi"),
                icon="send",
            )
        )
    if _count(actor, Permission.PLAN_SUBMIT, PlanState.DRAFTING):
        found.append(
            Task(
                _("Rencana aksi sedang disusun"),
                _("Lengkapi kegiatan, target, dan anggaran, lalu minta persetujuan pimpinan."),
                url_for("plans.overview"),
                Urgency.SOON,
                action=_("Lanjutkan penyusunan"),
                icon="flag",
            )
        )
    return found


def _ministry(actor: Actor) -> list[Task]:
    waiting = _count(actor, Permission.REVIEW_DECIDE, PlanState.SUBMITTED, PlanState.UNDER_REVIEW)
    if not waiting:
        return []
    return [
        Task(
            _("Rencana aksi menunggu telaah"),
            _("Mulai dari yang menunggu paling lama."),
            url_for("plans.review_queue"),
            Urgency.NOW,
            count=waiting,
            action=_("Buka antrean telaah"),
            icon="eye",
        )
    ]
