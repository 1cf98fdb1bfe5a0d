"""Templates of the demonstration: two versions of the ministry, and a foreword that Sinjai keeps for itself."""

from sqlalchemy import select

from app.access import Actor
from app.db import db
from app.organisations.actors import actor_of
from app.organisations.models import Government, GovernmentKind, User
from app.plans.actions.templates import begin_draft, publish_template, save_template_chapter
from app.plans.queries.templates import Shelf, beginnings, national_beginnings, national_shelf
from app.plans.rules import ChapterCode

EVALUATION = (
    "<div>Hasil pemantauan dibahas bersama seluruh OPD pada setiap akhir triwulan dan dilaporkan melalui"
    " Renaksi.</div>"
)
CHANNELS = (
    "<div>Pengaduan yang disampaikan langsung di loket dicatat pada hari yang sama, agar masyarakat yang tidak memakai"
    " aplikasi mendapat layanan yang setara.</div>"
)
GREETING = (
    "<div>Pemerintah Kabupaten Sinjai menempatkan pengaduan masyarakat sebagai bahan perbaikan layanan, dari kota"
    " sampai ke pulau. Rencana aksi ini memuat langkah yang disepakati bersama oleh {{jumlah_opd}} OPD.</div>"
)


def publish_examples(reviewer: Actor, sinjai: Government) -> None:
    """Two versions of the ministry for regencies, and one chapter of Sinjai's own."""
    shelf = national_shelf(GovernmentKind.REGENCY)
    for code, addition, note in (
        (ChapterCode.BAB5, EVALUATION, "Bab V: pembahasan hasil pemantauan setiap triwulan."),
        (ChapterCode.BAB2, CHANNELS, "Bab II: pengaduan yang disampaikan langsung di loket."),
    ):
        text = national_beginnings(shelf.kind)[code]
        draft = begin_draft(reviewer, shelf)
        save_template_chapter(reviewer, shelf, draft, code, text.title, text.body + addition)
        publish_template(reviewer, shelf, draft, note)
    coordinator = actor_of(
        db.session.scalars(select(User).where(User.username == "koordinator.sinjai")).one()
    )
    own = Shelf(sinjai.code, sinjai.kind, sinjai)
    foreword = beginnings(sinjai)[ChapterCode.FOREWORD]
    draft = begin_draft(coordinator, own)
    save_template_chapter(
        coordinator, own, draft, ChapterCode.FOREWORD, foreword.title, GREETING + foreword.body
    )
    publish_template(coordinator, own, draft, "Pembuka Kata Pengantar yang biasa dipakai.")
