"""What an import found wrong: problems to be read, and rows to be mended; both for a time."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, insert, select, update

from app.complaints.actions.importing import Outcome
from app.complaints.import_formats.fields import Problem
from app.complaints.models import Complaint, ComplaintImport, ImportProblem, RejectedRow
from app.db import db


def note(made: ComplaintImport, outcome: Outcome) -> None:
    """Keep the counts of an import or of its dry run, its problems and its rejected rows, instead of earlier ones."""
    made.new_count, made.changed_count = outcome.new, outcome.changed
    made.unchanged_count, made.rejected_count = outcome.unchanged, outcome.rejected
    made.reporter_count = outcome.reporter_count
    made.problem_count = outcome.problem_count
    made.skipped = outcome.skipped.stored()
    made.unknown_units = dict(outcome.unknown_units)
    made.refusal = None
    if made.cut_off is None:
        made.cut_off = outcome.cut_off
    made.rejected_headings = outcome.rejects.headings if outcome.rejects else []
    db.session.flush()
    db.session.execute(delete(ImportProblem).where(ImportProblem.import_id == made.id))
    rows = [_problem_row(made, place, problem) for place, problem in enumerate(outcome.problems)]
    if rows:
        db.session.execute(insert(ImportProblem), rows)
    forget_rejected(made)
    kept = outcome.rejects.rows if outcome.rejects else []
    if kept:
        owner = {"government_id": made.government_id, "import_id": made.id}
        db.session.execute(insert(RejectedRow), [{**owner, **rejected._asdict()} for rejected in kept])


def forget_rejected(made: ComplaintImport) -> None:
    """The rejected rows are not needed any more."""
    db.session.execute(delete(RejectedRow).where(RejectedRow.import_id == made.id))


def forget_values(made: ComplaintImport) -> None:
    """Of each problem it stays where it was and what was wrong, no longer what stood there."""
    db.session.execute(
        update(ImportProblem)
        .where(ImportProblem.import_id == made.id, ImportProblem.value != "")
        .values(value="")
        .execution_options(synchronize_session=False)
    )


def forget_removed(government_id: str, tracking_ids: Collection[str] | None = None) -> int:
    """Forget rejected rows of complaints whose words were removed, and what their problems show; answers how many.

    `tracking_ids`: only of these (None: of all).
    """
    removed = (
        select(Complaint.id)
        .join(ComplaintImport, ComplaintImport.source == Complaint.source)
        .where(
            ComplaintImport.id == RejectedRow.import_id,
            Complaint.government_id == RejectedRow.government_id,
            Complaint.tracking_id == RejectedRow.tracking_id,
            Complaint.text_removed_at.is_not(None),
        )
    )
    rows = [RejectedRow.government_id == government_id, RejectedRow.tracking_id != "", removed.exists()]
    if tracking_ids is not None:
        rows.append(RejectedRow.tracking_id.in_(tracking_ids))
    of_problem = select(RejectedRow.row).where(
        RejectedRow.import_id == ImportProblem.import_id, RejectedRow.row == ImportProblem.row, *rows
    )
    db.session.execute(
        update(ImportProblem)
        .where(ImportProblem.government_id == government_id, ImportProblem.value != "", of_problem.exists())
        .values(value="")
        .execution_options(synchronize_session=False)
    )
    gone = db.session.execute(delete(RejectedRow).where(*rows).execution_options(synchronize_session=False))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _problem_row(made: ComplaintImport, position: int, problem: Problem) -> dict[str, Any]:
    return {
        "government_id": made.government_id,
        "import_id": made.id,
        "position": position,
        "row": problem.row,
        "column": problem.column[:300],
        "value": problem.value[:120],
        "trouble": problem.trouble,
        "params": dict(problem.params),
    }
