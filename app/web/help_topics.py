"""Which help pages there are and whom they help first. The text of each is `templates/web/help/<name>.html`."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.access import HELD_BY_PEOPLE, Role


@dataclass(frozen=True)
class Topic:
    """A help page: address name, title, a sentence, and the roles that need it most."""

    name: str
    title: LazyString
    summary: LazyString
    icon: str
    roles: frozenset[Role]


TOPICS = (
    Topic(
        "admin-opd",
        _l("Mengisi asesmen dan mengusulkan kegiatan"),
        _l("Untuk Admin OPD: dari undangan sampai tanda terima."),
        "clipboard",
        frozenset({Role.OPD_ADMIN}),
    ),
    Topic(
        "koordinator",
        _l("Mengoordinasi asesmen dan menyusun rencana aksi"),
        _l(
            "Untuk Bagian Organisasi atau unit koordinator lain: membuka putaran, memverifikasi, menyusun, mengirim."
        ),
        "users",
        frozenset({Role.COORDINATOR}),
    ),
    Topic(
        "pimpinan",
        _l("Membaca dasbor dan menyetujui rencana aksi"),
        _l("Untuk Bupati, Wali Kota, Gubernur, dan Sekretaris Daerah."),
        "check-circle",
        frozenset({Role.LEADER}),
    ),
    Topic(
        "penelaah",
        _l("Menelaah rencana aksi"),
        _l("Untuk penelaah kementerian, pembina provinsi, dan Ombudsman."),
        "eye",
        frozenset({Role.MINISTRY_REVIEWER, Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN}),
    ),
    Topic(
        "operator",
        _l("Mengelola pemasangan"),
        _l("Untuk operator: pengguna, pemerintah daerah, cadangan data."),
        "settings",
        frozenset({Role.OPERATOR}),
    ),
    Topic(
        "nilai",
        _l("Cara nilai dan indeks dihitung"),
        _l("Skala 1–5, bobot, predikat, dan arti cakupan."),
        "chart",
        frozenset({Role.OPD_ADMIN, Role.COORDINATOR, Role.LEADER}),
    ),
    Topic(
        "data-pribadi",
        _l("Data pribadi dalam pengaduan"),
        _l("Apa yang disamarkan, apa yang disimpan, berapa lama, dan siapa yang dapat melihatnya."),
        "shield",
        frozenset({Role.OPD_ADMIN, Role.COORDINATOR, Role.LEADER}),
    ),
    Topic(
        "akun",
        _l("Akun, sandi, dan verifikasi dua langkah"),
        _l("Masuk, lupa sandi, dan mengamankan akun."),
        "lock",
        frozenset(HELD_BY_PEOPLE),
    ),
)


def topics_for(roles: Iterable[Role]) -> list[Topic]:
    """All topics, those for these roles first."""
    held = frozenset(roles)
    return sorted(TOPICS, key=lambda topic: not topic.roles & held)


def topic_named(name: str) -> Topic | None:
    """The topic of this address name, or None."""
    return next((topic for topic in TOPICS if topic.name == name), None)
