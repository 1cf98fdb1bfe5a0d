"""The narrative of the demonstration: chapters that were written, changed, and overtaken by a figure."""

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select

from app.access import Actor
from app.db import db
from app.plans.actions.chapters import save_chapter
from app.plans.actions.lines import add_line, edit_line
from app.plans.actions.margin import add_note, close_note, reply_to_note
from app.plans.anchors import paragraphs
from app.plans.compile import LineFields
from app.plans.models import Chapter, Plan
from app.plans.queries.compiling import all_lines, fields_of
from app.plans.queries.document import placeholder_values, working_document
from app.plans.rules import ChapterCode

WRITTEN = (
    "<div>Naskah ini memuat {count} kegiatan yang telah dibahas bersama seluruh OPD. Kegiatan yang menyangkut"
    " beberapa OPD dicantumkan satu kali dengan menyebut OPD pendukungnya.</div>"
)
FIRST_WORDS = "<div>Pengaduan yang masuk ditangani oleh OPD masing-masing.</div>"
THEN = (
    "<div>Pengaduan yang masuk ditangani oleh OPD masing-masing. Sebagian besar pengaduan ({{persen_tindak_lanjut}})"
    " sudah ditindaklanjuti; sisanya menunggu tanggapan OPD.</div>"
)


MENDED = (
    "<div>Pada periode data yang digunakan tercatat {{jumlah_pengaduan}} pengaduan, yang menjadi dasar penetapan target"
    " setiap tahun.</div>"
)


def write_narrative(coordinator: Actor, plan: Plan, codes: list[str]) -> None:
    """Two chapters written; then one more activity comes, and a number that was typed is no longer right."""
    second = _chapter(plan, ChapterCode.BAB2)
    template = second.body
    save_chapter(coordinator, plan, second, second.title, template + FIRST_WORDS)
    save_chapter(coordinator, plan, second, second.title, template + THEN)
    fourth = _chapter(plan, ChapterCode.BAB4)
    count = placeholder_values(working_document(plan))["jumlah_kegiatan"]
    save_chapter(coordinator, plan, fourth, fourth.title, fourth.body + WRITTEN.format(count=count))
    years = tuple(plan.years)
    late = LineFields(
        category_code="pemangku_kepentingan",
        activity="Menyediakan juru bahasa isyarat pada loket pengaduan",
        problem="Penyandang disabilitas rungu belum dapat menyampaikan pengaduan secara langsung",
        output_indicator="Loket pengaduan yang didampingi juru bahasa isyarat",
        unit_of_measure="loket",
        baseline="Belum ada",
        targets={year: Decimal(1) for year in years},
        budgets=dict.fromkeys(years, 18_000_000),
        fund_source="apbd",
        quarters=dict.fromkeys(years, (2, 3)),
    )
    add_line(coordinator, plan, late, codes)


def discuss_narrative(plan: Plan, coordinator: Actor, leader: Actor, admin: Actor) -> None:
    """The leader and an OPD write in the margin; one conversation is answered, one is closed, one waits."""
    chapter = _chapter(plan, ChapterCode.BAB2)
    paragraph = paragraphs(chapter.body)[-1]
    asked = add_note(
        leader, plan, chapter, paragraph.key, "Sebutkan juga OPD yang paling banyak menerima pengaduan."
    )
    reply_to_note(coordinator, plan, chapter, asked, "Akan saya tambahkan dari tabel per OPD.")
    first = paragraphs(chapter.body)[0]
    done = add_note(admin, plan, chapter, first.key, "Judul subbab sudah sesuai dengan kesepakatan rapat.")
    close_note(coordinator, done, closed=True)
    closing = _chapter(plan, ChapterCode.BAB5)
    last = paragraphs(closing.body)[-1]
    add_note(admin, plan, closing, last.key, "Mohon ditambahkan jadwal evaluasi tahunan.")


def mend_after_return(coordinator: Actor, plan: Plan, codes: list[str]) -> None:
    """What the ministry asked for is mended: two lines and a chapter read otherwise in the next submission."""
    lines = [line for line in all_lines(plan) if line.deleted_at is None]
    for line, years in zip(lines[:2], (plan.years[1:], plan.years[-1:]), strict=True):
        fields = fields_of(line)
        budgets = {
            year: amount + (2_500_000 if year in years else 0) for year, amount in fields.budgets.items()
        }
        output = f"{fields.output_indicator}, dibuktikan dengan daftar hadir dan hasil uji"
        edit_line(coordinator, plan, line, replace(fields, budgets=budgets, output_indicator=output), codes)
    chapter = _chapter(plan, ChapterCode.BAB1)
    save_chapter(coordinator, plan, chapter, chapter.title, chapter.body + MENDED)


def _chapter(plan: Plan, code: ChapterCode) -> Chapter:
    return db.session.scalars(select(Chapter).where(Chapter.plan_id == plan.id, Chapter.code == code)).one()
