"""Changes of the calendar in words: what comes, what goes, what becomes what, and what deserves a second look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.calendar import FreeDay
from app.complaints.calendar_checks import Notice, warnings_of_day, warnings_of_rule
from app.complaints.calendar_items import DatedRule, Item, Op, Plain, day_of, rule_of
from app.complaints.explanation_text import day_text
from app.complaints.labels import DAY_LABELS, KLASS_LABELS, STAGE_LABELS
from app.complaints.models import CalendarChange, ChangeSubject
from app.complaints.queries.changes import Effects
from app.complaints.queries.effects import items_of
from app.web.filters import number, tanggal

OP_LABELS: dict[Op, LazyString] = {
    Op.ADD: _l("Ditambahkan"),
    Op.CHANGE: _l("Diubah"),
    Op.REMOVE: _l("Dihapus"),
}
OP_TONES: dict[Op, str] = {Op.ADD: "success", Op.CHANGE: "info", Op.REMOVE: "danger"}

NOTICE_LABELS: dict[Notice, LazyString] = {
    Notice.WEEKEND: _l("Jatuh pada Sabtu atau Minggu, sehingga tidak mengubah hitungan."),
    Notice.ON_NATIONAL_DAY: _l("Sudah libur secara nasional, sehingga tidak mengubah hitungan."),
    Notice.PAST_YEAR: _l("Tahunnya sudah lewat: angka yang sudah dilaporkan dapat berubah."),
    Notice.PAST_DAY: _l("Tanggalnya sudah lewat."),
    Notice.FAR_AHEAD: _l("Lebih dari dua tahun lagi. Benarkah tahunnya?"),
    Notice.NEW_YEAR: _l("Kalender tahun ini masih kosong. Lengkapi juga hari lainnya."),
    Notice.RULE_IN_PAST: _l("Pengaduan yang sudah masuk sejak tanggal itu dinilai ulang."),
}


@dataclass(frozen=True)
class ItemText:
    """One record of a change for people. `before` and `after` are empty where there is none."""

    op: Op
    label: str
    tone: str
    title: str
    before: str
    after: str
    warnings: Sequence[str] = ()


def _(sentence: str, **values: object) -> str:
    return str(gettext(sentence, **values))


def item_texts(
    change: CalendarChange,
    today: date | None = None,
    national: Sequence[date] = (),
    filled_years: Sequence[int] = (),
) -> list[ItemText]:
    """The records of a change; with warnings if `today` is given (for what is only proposed)."""
    found = []
    for item in items_of(change):
        warnings = _warnings(change.subject, item, today, national, filled_years) if today else []
        found.append(
            ItemText(
                item.op,
                str(OP_LABELS[item.op]),
                OP_TONES[item.op],
                _title(change.subject, item),
                _plain_text(change.subject, item.before),
                _plain_text(change.subject, item.after),
                [str(NOTICE_LABELS[warning]) for warning in warnings],
            )
        )
    return found


def summary(change: CalendarChange) -> str:
    """A change in one line, for lists."""
    texts = item_texts(change)
    if len(texts) == 1:
        return f"{texts[0].label}: {texts[0].title}"
    return str(ngettext("%(num)s tanggal diubah", "%(num)s tanggal diubah", len(texts)))


def story(change: CalendarChange) -> str:
    """What a change did, record by record, for the history."""
    parts = []
    for text in item_texts(change):
        match text.op:
            case Op.ADD:
                parts.append(f"{text.label}: {text.after}")
            case Op.REMOVE:
                parts.append(f"{text.label}: {text.before}")
            case Op.CHANGE:
                parts.append(
                    _(
                        "%(label)s: %(before)s → %(after)s",
                        label=text.label,
                        before=text.before,
                        after=text.after,
                    )
                )
    return "; ".join(parts) + "."


def effect_text(effects: Effects) -> str:
    """What a change does to complaints, in a sentence or two."""
    if not effects.moved:
        return _("Tidak ada pengaduan yang hitungannya berubah.")
    sentence = _(
        "Hitungan %(n)s pengaduan di %(governments)s pemerintah daerah berubah.",
        n=number(effects.moved),
        governments=number(effects.governments),
    )
    if not effects.turned_late and not effects.recovered:
        return sentence + " " + _("Tidak ada yang menjadi terlambat atau sebaliknya.")
    return (
        sentence
        + " "
        + _(
            "%(late)s menjadi terlambat, %(recovered)s tidak lagi terlambat.",
            late=number(effects.turned_late),
            recovered=number(effects.recovered),
        )
    )


def month_title(first: date) -> str:
    """A month above its sheet: "Mei 2022"."""
    return str(format_date(first, "MMMM y"))


def day_line(free: FreeDay) -> str:
    """A free day in one line."""
    parts = [day_text(free.day), free.name, str(DAY_LABELS[free.kind])]
    if free.estimate:
        parts.append(_("perkiraan"))
    if free.decree:
        parts.append(free.decree)
    return ", ".join(parts)


def rule_line(dated: DatedRule) -> str:
    """A deadline in one line."""
    return _(
        "%(stage)s, %(klass)s: %(n)s hari kerja sejak %(day)s (%(basis)s)",
        stage=str(STAGE_LABELS[dated.rule.stage]),
        klass=klass_text(dated),
        n=number(dated.rule.working_days),
        day=tanggal(dated.rule.valid_from),
        basis=dated.basis or "–",
    )


def klass_text(dated: DatedRule) -> str:
    """Whom a deadline is for."""
    return str(KLASS_LABELS[dated.rule.klass]) if dated.rule.klass else _("semua klasifikasi")


def _title(subject: ChangeSubject, item: Item) -> str:
    plain = item.after or item.before or {}
    if subject is ChangeSubject.DAYS:
        free = day_of(plain)
        return f"{tanggal(free.day)}, {free.name}"
    dated = rule_of(plain)
    return f"{STAGE_LABELS[dated.rule.stage]}, {klass_text(dated)}"


def _plain_text(subject: ChangeSubject, plain: Plain | None) -> str:
    if plain is None:
        return ""
    return day_line(day_of(plain)) if subject is ChangeSubject.DAYS else rule_line(rule_of(plain))


def _warnings(
    subject: ChangeSubject,
    item: Item,
    today: date,
    national: Sequence[date],
    filled_years: Sequence[int],
) -> list[Notice]:
    plain = item.after or item.before or {}
    if subject is ChangeSubject.DAYS:
        return warnings_of_day(day_of(plain), today, national, filled_years)
    return warnings_of_rule(rule_of(plain).rule, today)
