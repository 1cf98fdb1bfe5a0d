"""What only somebody with the database in hand can do: change what the database itself refuses to change."""

from sqlalchemy import text

from app.db import db

GUARDS = ("plan_submission_no_update", "plan_submission_pdf_once", "plan_submission_no_delete")


def disarm() -> None:
    """Take the guards of submissions away."""
    on = " ON plan_submission" if db.engine.dialect.name == "postgresql" else ""
    for name in GUARDS:
        db.session.execute(text(f"DROP TRIGGER {name}{on}"))
