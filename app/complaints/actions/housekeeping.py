"""What imports keep for a time, and for no longer: copies for undoing, rejected rows, idle uploads."""

from sqlalchemy import delete, exists, or_, select

from app.access import SYSTEM
from app.complaints.actions.findings import forget_rejected, forget_values
from app.complaints.actions.records import cancel
from app.complaints.actions.uploads import forget_upload
from app.complaints.models import Complaint, ComplaintImport, ImportBefore, ImportSeen, ImportState
from app.complaints.queries.undoing import is_at_work
from app.complaints.undoing import KEPT, UNFINISHED_KEPT
from app.db import db, utc_now

_UNFINISHED = (ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED)


def tidy_imports() -> int:
    """Forget what is past its time; answers with how many imports something was done. Twice does nothing more."""
    return _cancel_unfinished() + _forget_old() + _forget_removed_texts()


def _cancel_unfinished() -> int:
    waiting = db.session.scalars(
        select(ComplaintImport).where(
            ComplaintImport.state.in_(_UNFINISHED), ComplaintImport.created_at < utc_now() - UNFINISHED_KEPT
        )
    ).all()
    given_up = [made for made in waiting if not is_at_work(made)]
    for made in given_up:
        cancel(SYSTEM, made)
    return len(given_up)


def _forget_old() -> int:
    border = utc_now() - KEPT
    old = db.session.scalars(
        select(ComplaintImport).where(
            ComplaintImport.forgotten_at.is_(None),
            ComplaintImport.state.not_in(_UNFINISHED),
            or_(
                ComplaintImport.finished_at < border,
                ComplaintImport.finished_at.is_(None) & (ComplaintImport.created_at < border),
            ),
        )
    ).all()
    done = [made for made in old if not is_at_work(made)]
    for made in done:
        for traces in (ImportBefore, ImportSeen):
            db.session.execute(
                delete(traces).where(traces.import_id == made.id).execution_options(synchronize_session=False)
            )
        forget_rejected(made)
        forget_values(made)
        forget_upload(made)  # of one that stopped and that nobody went on with
        made.forgotten_at = utc_now()
    db.session.flush()
    return len(done)


def _forget_removed_texts() -> int:
    """A text that was removed after its time must not live on in a copy; its complaint can no longer go back."""
    removed = exists().where(
        Complaint.id == ImportBefore.complaint_id, Complaint.text_removed_at.is_not(None)
    )
    gone = db.session.scalars(
        delete(ImportBefore)
        .where(removed)
        .returning(ImportBefore.complaint_id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())
