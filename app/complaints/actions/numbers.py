"""Running numbers of the register that a government keeps itself."""

from typing import cast

from sqlalchemy import Table, exists, select
from sqlalchemy.dialects import postgresql, sqlite

from app.complaints.models import Complaint, ComplaintNumber
from app.db import db

# The source of what is written down here. A file may come from a register of that name: its numbers are passed over.
LOCAL_REGISTER = "Register daerah"


def next_tracking_id(government_id: str, year: int) -> str:
    """The next free number of a year: `2021/000123`.

    The counter's row is held until the transaction ends, so two at once wait for each other, and one that is rolled
    back leaves no gap.
    """
    while True:
        tracking_id = f"{year:04d}/{_count_on(government_id, year):06d}"
        if not _is_taken(government_id, tracking_id):
            return tracking_id


def _count_on(government_id: str, year: int) -> int:
    table = cast(Table, ComplaintNumber.__table__)
    insert = postgresql.insert if db.session.connection().dialect.name == "postgresql" else sqlite.insert
    statement = (
        insert(table)
        .values(government_id=government_id, year=year, last=1)
        .on_conflict_do_update(
            index_elements=[table.c.government_id, table.c.year], set_={"last": table.c.last + 1}
        )
        .returning(table.c.last)
    )
    return int(db.session.execute(statement).scalar_one())


def _is_taken(government_id: str, tracking_id: str) -> bool:
    found = exists().where(
        Complaint.government_id == government_id,
        Complaint.source == LOCAL_REGISTER,
        Complaint.tracking_id == tracking_id,
    )
    return bool(db.session.scalar(select(found)))
