"""Drawing what pages show of evidence, in the background: as many at a time as there are workers, and no page waits."""

from flask_babel import lazy_gettext as _l

from app.access import SYSTEM
from app.db import db
from app.files.models import StoredFile
from app.files.preview import draw
from app.jobs import JobHandle, enqueue, job

JOB = "assessment.preview"


def ask_for_preview(record: StoredFile) -> None:
    """Have it drawn; asking again while it waits or is drawn makes no second job."""
    enqueue(SYSTEM, record.government_id, JOB, {"file_id": record.id}, dedupe_key=record.sha256)


@job(JOB, label=_l("Membuat pratinjau berkas"))
def draw_preview(handle: JobHandle, *, file_id: str) -> None:
    """Draw one file; nothing if it is gone by now."""
    with handle.reading():
        record = db.session.get(StoredFile, file_id)
        if record is not None:
            draw(record)
