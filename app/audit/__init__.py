"""The log of every change: append-only, chained by seals, with its heads kept outside the database.

`record` is what every action calls. The upper packages say what their actions are called (`label_actions`) and how
users are found (`set_people`).
"""

from pathlib import Path

from flask import Flask

from app.audit.actions import record
from app.audit.labels import label_actions, label_records
from app.audit.models import AppendOnlyError, AuditEntry
from app.audit.people import People, set_people

__all__ = [
    "AppendOnlyError",
    "AuditEntry",
    "People",
    "label_actions",
    "label_records",
    "record",
    "register",
    "set_people",
]


def register(app: Flask) -> None:
    """Add the log's page and say where its heads are kept."""
    from app.audit.routes import bp

    app.config.setdefault("AUDIT_ANCHOR_FILE", str(Path(app.instance_path) / "audit-anchors.jsonl"))
    app.register_blueprint(bp)
