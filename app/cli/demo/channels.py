"""The local channel of the demonstration: connected as in life, with a dozen complaints that its application pushed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.access import Actor
from app.api.actions.channels import Scopes, add_channel, add_webhook, make_key, set_active
from app.api.actions.pushing import take
from app.api.keys import actor_of
from app.api.v1.reading import NAMES
from app.complaints.actions.pushing import Outcome, Pushed
from app.complaints.import_formats.fields import Cell, Field
from app.complaints.reporters import Reporter
from app.organisations.models import Government

CHANNEL = "Kanal Sinjai (contoh)"
WEBHOOK = "https://kanal-sinjai.example.invalid/renaksi"
REPORTER = Reporter(name="Warga Contoh", phone="0800 0000 0000", address="Kelurahan Biringere")
FIRST = datetime.fromisoformat("2021-11-22T08:10:00+08:00")


@dataclass(frozen=True)
class Told:
    """What a citizen wrote and how long the work took, in days; None: it has not happened."""

    title: str
    unit: str
    category: str
    verified: int | None = None
    answered: int | None = None
    closed: int | None = None


PUSHED = (
    Told("Lampu jalan padam di depan pasar sentral", "Dinas Perhubungan", "Perhubungan", 1, 3, 9),
    Told("Tumpukan sampah di pinggir kanal Balangnipa", "DLHK", "Lingkungan Hidup", 1, 4, 10),
    Told("Antrean perekaman KTP terlalu lama", "Disdukcapil", "Administrasi Kependudukan", 0, 1, 8),
    Told("Jalan berlubang di poros Bikeru", "Dinas PUPR", "Pekerjaan Umum", 2, 9, 20),
    Told("Jadwal imunisasi di pustu tidak jelas", "Dinas Kesehatan", "Kesehatan", 1, 2, 9),
    Told("Bantuan sosial belum diterima", "Dinas Sosial", "Sosial dan Kesejahteraan", 2, 6, 14),
    Told("Parkir di bahu jalan depan RSUD", "Dishub", "Perhubungan", 1, 5, 13),
    Told("Guru sering tidak hadir di sekolah", "Dinas Pendidikan", "Pendidikan", 3, 8, 17),
    Told("Pohon tumbang menutup jalan desa", "BPBD", "Kebencanaan", 0, 0, 7),
    Told("Izin usaha belum keluar", "DPMPTSP", "Perizinan dan Investasi", 1, 3, 11),
    Told("Air sumur umum keruh setelah banjir", "Dinas Kesehatan", "Kesehatan", 2, 5, 15),
    Told("Drainase tersumbat di Kelurahan Biringere", "Dinas PUPR", "Pekerjaan Umum"),
)


def connect_channel(coordinator: Actor, government: Government) -> list[Pushed]:
    """Add the channel, a key whose text nobody keeps, what was pushed with it, and a webhook that is paused."""
    channel = add_channel(coordinator, government, CHANNEL)
    key = make_key(coordinator, channel, Scopes(push=True, figures=True), None).key
    reporters = [None] * (len(PUSHED) - 1) + [REPORTER]  # of the one that is still open
    answers = take(actor_of(key), channel, [_cells(*each) for each in enumerate(PUSHED)], NAMES, reporters)
    if any(answer.outcome is not Outcome.CREATED for answer in answers):
        raise ValueError(f"the demonstration's channel pushed what is not taken: {answers}")
    set_active(coordinator, add_webhook(coordinator, channel, WEBHOOK), False)
    return answers


def _cells(number: int, told: Told) -> dict[Field, Cell]:
    received = FIRST + timedelta(days=2 * number, minutes=37 * number)

    def after(days: int | None) -> str:
        return "" if days is None else (received + timedelta(days=days, hours=2)).isoformat()

    return {
        Field.TRACKING_ID: f"KS-2021-{number + 1:04d}",
        Field.RECEIVED: received.isoformat(),
        Field.TITLE: told.title,
        Field.TEXT: f"{told.title}. Mohon segera ditangani. (Contoh.)",
        Field.KLASS: "non_supervisory",
        Field.CATEGORY: told.category,
        Field.CHANNEL: "Android" if number % 3 else "WhatsApp",
        Field.UNIT: told.unit,
        Field.VERIFIED: after(told.verified),
        Field.FIRST_FOLLOW_UP: after(told.answered),
        Field.CLOSED: after(told.closed),
    }
