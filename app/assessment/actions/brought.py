"""Workbooks that a coordinator brings for OPD: kept, handed over, done with.

The coordinator verifies, so the coordinator does not answer: what a workbook says is taken over by the OPD itself.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.access import Actor, Permission, check
from app.assessment.addresses import sheet_path
from app.assessment.models import Round
from app.assessment.queries.people import opd_admin_ids
from app.assessment.queries.standing import zone_of
from app.assessment.workbook.models import BroughtWorkbook
from app.audit import record
from app.db import day_in, db, utc_now
from app.files import Purpose, StoredFile, discard
from app.notifications import notify

UNFINISHED_KEPT = timedelta(days=7)


def keep_batch(actor: Actor, round_: Round, found: Iterable[BroughtWorkbook]) -> None:
    """Keep what was found; what the same person brought before and never handed over goes."""
    check(actor, Permission.ASSESSMENT_VERIFY, round_.government_id)
    earlier = db.session.scalars(
        select(BroughtWorkbook).where(
            BroughtWorkbook.government_id == round_.government_id,
            BroughtWorkbook.round_id == round_.id,
            BroughtWorkbook.brought_by == actor.user_id,
            BroughtWorkbook.handed_at.is_(None),
        )
    ).all()
    db.session.add_all(found)
    db.session.flush()
    for each in earlier:
        finish_with(each)


def hand_over(actor: Actor, round_: Round, batch: Sequence[BroughtWorkbook], now: datetime) -> int:
    """Give every workbook that would change something to its OPD, and tell its admins; how many were given.

    What waited for the same OPD before is replaced. A second click gives nothing.
    """
    check(actor, Permission.ASSESSMENT_VERIFY, round_.government_id)
    given = [each for each in batch if not each.fault and each.handed_at is None and each.cells]
    for each in given:
        for older in db.session.scalars(
            select(BroughtWorkbook).where(
                BroughtWorkbook.government_id == round_.government_id,
                BroughtWorkbook.assessment_id == each.assessment_id,
                BroughtWorkbook.handed_at.is_not(None),
            )
        ).all():
            finish_with(older)
        each.handed_at = now
        db.session.flush()
    _tell(round_, given, now)
    if given:
        record(
            actor,
            "round.workbooks_handed",
            round_,
            government_id=round_.government_id,
            after={"given": len(given)},
        )
    return len(given)


def finish_with(brought: BroughtWorkbook) -> None:
    """Forget a workbook; its file goes with the last one that came in it. The caller has checked the right."""
    file_id = brought.file_id
    db.session.delete(brought)
    db.session.flush()
    left = db.session.scalar(select(func.count()).where(BroughtWorkbook.file_id == file_id))
    file = db.session.get(StoredFile, file_id)
    if not left and file is not None:
        discard(file)


def tidy_workbooks() -> int:
    """Forget uploads that nobody went on with for seven days, and ZIPs that were made to be downloaded; how many."""
    border = utc_now() - UNFINISHED_KEPT
    given_up = db.session.scalars(
        select(BroughtWorkbook).where(
            BroughtWorkbook.handed_at.is_(None), BroughtWorkbook.created_at < border
        )
    ).all()
    for each in given_up:
        finish_with(each)
    purposes = [Purpose.WORKBOOK.value, Purpose.WORKBOOKS.value, Purpose.PACKED.value]
    files = db.session.scalars(
        select(StoredFile).where(
            StoredFile.purpose.in_(purposes),
            StoredFile.created_at < border,
            StoredFile.id.not_in(select(BroughtWorkbook.file_id)),
        )
    ).all()
    for file in files:
        discard(file)
    return len(given_up) + len(files)


def _tell(round_: Round, given: Sequence[BroughtWorkbook], now: datetime) -> None:
    today = day_in(zone_of(round_.government_id), now)
    units = [each.assessment.unit_id for each in given if each.assessment and each.assessment.unit_id]
    admins = opd_admin_ids(round_.government_id, units, today)
    for each in given:
        if each.assessment is None or each.assessment.unit_id is None:
            continue
        notify(
            admins.get(each.assessment.unit_id, []),
            "assessment.workbook",
            _("Lembar asesmen menunggu Anda"),
            _("Koordinator menyerahkan lembar %(name)s. Periksa isinya, lalu simpan.", name=each.name),
            sheet_path(each.assessment.id),
            round_.government_id,
        )
