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
        "mengisi",
        _l("Mengisi jawaban, langkah demi langkah"),
        _l("Memilih level, menulis alasan, melampirkan bukti, dan menyimpan."),
        "edit",
        frozenset({Role.OPD_ADMIN, Role.CONTRIBUTOR}),
    ),
    Topic(
        "bukti-dukung",
        _l("Bukti dukung yang baik"),
        _l("Memilih, memotret, dan memberi tanggal dokumen."),
        "file",
        frozenset({Role.OPD_ADMIN}),
    ),
    Topic(
        "dikembalikan",
        _l("Jawaban yang dikembalikan"),
        _l("Membaca alasannya, memperbaiki, mengirim lagi, dan keberatan."),
        "arrow-left",
        frozenset({Role.OPD_ADMIN}),
    ),
    Topic(
        "tanpa-sambungan",
        _l("Mengisi tanpa sambungan"),
        _l("Yang terjadi bila internet putus, dan cara mengisi di Excel."),
        "download",
        frozenset({Role.OPD_ADMIN}),
    ),
    Topic(
        "tenggat",
        _l("Tenggat dan tanda terima"),
        _l("Pengingat, hari terakhir, perpanjangan, dan bukti pengiriman."),
        "calendar",
        frozenset({Role.OPD_ADMIN, Role.COORDINATOR}),
    ),
    Topic(
        "verifikasi",
        _l("Memverifikasi jawaban"),
        _l("Menyetujui, memberi nilai lain, dan mengembalikan dengan alasan."),
        "check-circle",
        frozenset({Role.COORDINATOR}),
    ),
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
        "bersama",
        _l("Mengisi bersama kolega"),
        _l(
            "Menyerahkan indikator lewat tautan, melihat siapa yang sedang mengisi, bertanya kepada koordinator."
        ),
        "users",
        frozenset({Role.OPD_ADMIN, Role.CONTRIBUTOR}),
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


# Which topic helps on which page: the endpoint's own, else that of its part of the product, else the list of topics.
_OF_PAGES = {
    "assessment.answer": "mengisi",
    "assessment.bring_workbook": "tanpa-sambungan",
    "assessment.check_page": "tenggat",
    "assessment.closings": "tenggat",
    "assessment.document_history": "bukti-dukung",
    "assessment.edit_evidence": "bukti-dukung",
    "assessment.edit_round": "tenggat",
    "assessment.explain": "nilai",
    "assessment.explain_unit": "nilai",
    "assessment.hand_over": "bersama",
    "assessment.handed_to_me": "bersama",
    "assessment.handover": "bersama",
    "assessment.handovers": "bersama",
    "assessment.look_at_sample": "verifikasi",
    "assessment.new_round": "tenggat",
    "assessment.queue": "verifikasi",
    "assessment.questions": "bersama",
    "assessment.questions_about": "bersama",
    "assessment.receipt": "tenggat",
    "assessment.sample": "verifikasi",
    "assessment.samples": "verifikasi",
    "assessment.save": "mengisi",
    "assessment.scores": "nilai",
    "assessment.unit_scores": "nilai",
    "assessment.verification": "verifikasi",
    "assessment.verify_answer": "verifikasi",
    "assessment.workbooks": "tanpa-sambungan",
    "plans.new_proposal": "admin-opd",
    "plans.review": "penelaah",
    "plans.review_queue": "penelaah",
}
_OF_PARTS = {
    "accounts": "akun",
    "assessment": "mengisi",
    "complaints": "data-pribadi",
    "governments": "operator",
    "people": "operator",
    "plans": "koordinator",
    "security": "akun",
}


def topic_of_page(endpoint: str | None) -> str | None:
    """The name of the topic that helps on the page of this endpoint; None where only the list of topics does."""
    part = (endpoint or "").partition(".")[0]
    return _OF_PAGES.get(endpoint or "") or _OF_PARTS.get(part)
