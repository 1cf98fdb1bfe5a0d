"""Personal data in the demonstration: how long its texts are kept, some that are past it, and who opened some."""

from sqlalchemy import select

from app.access import SYSTEM, Actor
from app.complaints.access_log import note_with_changes
from app.complaints.actions.reporters import ReporterDecision, decide_on_reporters
from app.complaints.actions.retention import BATCH, add_retention_rule, remove_expired
from app.complaints.models import AccessKind, Complaint, RetentionRule
from app.complaints.retention import MOST_MONTHS
from app.complaints.rules import Klass
from app.db import day_in, db
from app.organisations.models import Government

# Ended before so many months: of the requests for information, which nobody needs for long.
_SHORT = 70
_OPENED = 6
REPORTERS = ReporterDecision(
    allowed=True,
    basis="Kebijakan internal (contoh): pelapor lewat kanal daerah dihubungi bila laporannya belum lengkap",
    officer_name="Pejabat Contoh",
    officer_contact="pdp@contoh.example",
    months=6,
)


def keep_demo_texts(ministry: Actor) -> None:
    """Keep the texts of the years that the demonstration plays in: the usual periods would remove most of them."""
    if db.session.scalar(select(RetentionRule.id).limit(1)) is not None:
        return
    basis = "Data demonstrasi 2019–2021, disimpan selama pemasangan ini dipakai untuk belajar"
    for klass in (None, Klass.SUPERVISORY):
        add_retention_rule(ministry, None, klass, MOST_MONTHS, day_in(), basis)


def show_demo_privacy(coordinator: Actor, opd_admin: Actor, government: Government) -> None:
    """Reporters are kept, a shorter period of the government's own and what it removed, some texts that were opened."""
    today = government.today()
    basis = "Kebijakan internal (contoh): permintaan informasi tidak perlu disimpan lama"
    add_retention_rule(coordinator, government, Klass.INFORMATION, _SHORT, today, basis)
    decide_on_reporters(coordinator, government, REPORTERS)
    while remove_expired(SYSTEM, government, limit=BATCH):
        pass
    latest = select(Complaint).where(
        Complaint.government_id == government.id, Complaint.text_removed_at.is_(None)
    )
    latest = latest.order_by(Complaint.received_at.desc(), Complaint.id)
    for complaint in db.session.scalars(latest.limit(_OPENED)):
        note_with_changes(coordinator, government.id, AccessKind.PAGE, complaint=complaint)
    own = latest.where(Complaint.unit_id.in_(opd_admin.unit_ids)).limit(_OPENED)
    for complaint in db.session.scalars(own):
        note_with_changes(opd_admin, government.id, AccessKind.PAGE, complaint=complaint)
