"""The words for published totals: what does not add up and what would explain it, without accusing anybody."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.labels import STATUS_LABELS
from app.complaints.published import Beside, Finding, Mistake, Reason, Relation, Says, Trouble
from app.web.filters import UNKNOWN, decimal1, decimal2, number

# So many numbers are named that may be misread; of more any one might be.
MOST_NAMED = 3

_SAYS: dict[Says, LazyString] = {
    Says.FOLLOWED_UP: _l("Ditindaklanjuti"),
    Says.NOT_FOLLOWED_UP: _l("Belum ditindaklanjuti"),
    Says.OPEN: _l("Terbuka"),
    Says.OVERDUE: _l("Lewat tenggat"),
}
SAYS_LABELS: dict[Says, LazyString] = {
    says: STATUS_LABELS[says.status] if says.status else _SAYS[says] for says in Says
}

RELATION_TEXTS: dict[Relation, LazyString] = {
    Relation.AGREES: _l("Masa dan jumlahnya sama."),
    Relation.OVERLAPS: _l("Masanya beririsan; keduanya dapat benar."),
    Relation.TWO_DEFINITIONS: _l(
        "Masanya sama atau hampir sama, tetapi jumlahnya berbeda. Kemungkinan keduanya memakai definisi, sumber, atau "
        "tanggal data yang berbeda."
    ),
    Relation.MORE_IN_LESS: _l(
        "Masa yang lebih pendek memuat lebih banyak pengaduan. Kemungkinan keduanya memakai definisi atau sumber yang "
        "berbeda."
    ),
}


def percent_text(percent: Decimal | None) -> str:
    """A percentage with the decimals that were printed: "46%", "40,0%"."""
    if percent is None:
        return UNKNOWN
    write = (number, decimal1, decimal2)[min(2, max(0, -int(percent.as_tuple().exponent)))]
    return f"{write(percent)}%"


def finding_text(finding: Finding) -> str:
    """What does not fit, in one sentence."""
    match finding.trouble:
        case Trouble.PERCENT:
            return str(
                _(
                    "“%(label)s”: tercetak %(printed)s, sedangkan %(count)s dari %(whole)s adalah %(found)s.",
                    label=finding.label,
                    printed=percent_text(finding.printed),
                    count=number(finding.count),
                    whole=number(finding.whole),
                    found=percent_text(finding.found),
                )
            )
        case Trouble.PERCENTS:
            found = percent_text(finding.found)
            if finding.label:
                return str(
                    _(
                        "Persen rincian “%(label)s” berjumlah %(found)s, bukan 100 persen.",
                        label=finding.label,
                        found=found,
                    )
                )
            return str(_("Persen bagian-bagiannya berjumlah %(found)s, bukan 100 persen.", found=found))
        case Trouble.PART_ABOVE_WHOLE:
            return str(
                _(
                    "“%(label)s” %(found)s, lebih banyak dari %(printed)s yang tercetak untuk semuanya.",
                    label=finding.label,
                    found=number(finding.found),
                    printed=number(finding.printed),
                )
            )
    return _sum_text(finding)


def _sum_text(finding: Finding) -> str:
    told = {
        "label": finding.label,
        "found": number(finding.found),
        "difference": number(abs(finding.difference)),
        "printed": number(finding.printed),
    }
    missing = finding.trouble is Trouble.PARTS_MISSING
    if finding.label and missing:
        return str(
            _(
                "Jumlah rincian “%(label)s” %(found)s, kurang %(difference)s dari %(printed)s yang tercetak.",
                **told,
            )
        )
    if finding.label:
        return str(
            _(
                "Jumlah rincian “%(label)s” %(found)s, lebih %(difference)s dari %(printed)s yang tercetak.",
                **told,
            )
        )
    if missing:
        return str(
            _("Jumlah bagian %(found)s, kurang %(difference)s dari %(printed)s yang tercetak.", **told)
        )
    return str(_("Jumlah bagian %(found)s, lebih %(difference)s dari %(printed)s yang tercetak.", **told))


def reason_texts(reasons: Sequence[Reason]) -> list[str]:
    """What would explain a finding, one sentence for each kind of mistake."""
    kinds = dict.fromkeys(reason.mistake for reason in reasons)
    return [_reason_text(kind, [reason for reason in reasons if reason.mistake is kind]) for kind in kinds]


def _reason_text(mistake: Mistake, reasons: Sequence[Reason]) -> str:
    one = reasons[0]
    named = {"label": one.label, "printed": number(one.printed), "fitting": number(one.fitting)}
    match mistake:
        case Mistake.ONE_DIGIT | Mistake.SWAPPED_DIGITS:
            return _misread(mistake, reasons)
        case Mistake.OWN_PARTS:
            return str(
                _(
                    "“%(label)s” tercetak %(printed)s, sedangkan rinciannya berjumlah %(fitting)s; dengan %(fitting)s "
                    "semuanya cocok.",
                    **named,
                )
            )
        case Mistake.PART_WITHIN_PART:
            return str(_("Mungkin “%(label)s” sudah termasuk dalam bagian lain.", **named))
        case Mistake.PERCENT_OF_OTHER_PART:
            return str(_("Persen itu cocok dengan “%(label)s” (%(fitting)s).", **named))
        case Mistake.PERCENT_OF_OTHER_WHOLE:
            return str(_("Persen itu cocok bila dihitung dari %(fitting)s.", **named))
        case Mistake.UNNAMED_PART:
            return str(_("Mungkin ada bagian yang tidak disebut."))
    return str(_("Mungkin ada pengaduan yang dihitung dua kali."))


def _misread(mistake: Mistake, reasons: Sequence[Reason]) -> str:
    one_digit = mistake is Mistake.ONE_DIGIT
    if len(reasons) > MOST_NAMED:
        if one_digit:
            return str(_("Satu angka keliru cetak akan menjelaskannya."))
        return str(_("Dua angka yang tertukar akan menjelaskannya."))
    places = _(" atau ").join(_place(reason) for reason in reasons)
    if one_digit:
        return str(_("Satu angka keliru cetak akan menjelaskannya: %(places)s.", places=places))
    return str(_("Dua angka yang tertukar akan menjelaskannya: %(places)s.", places=places))


def _place(reason: Reason) -> str:
    named = {"label": reason.label, "printed": number(reason.printed), "fitting": number(reason.fitting)}
    if not reason.label:
        return str(_("jumlah seluruhnya %(fitting)s, bukan %(printed)s", **named))
    return str(_("“%(label)s” %(fitting)s, bukan %(printed)s", **named))


def difference_text(found: Beside) -> str:
    """What was published less what the register counts: "+36", "±0", "−1,2 poin persen"."""
    if found.points is not None:
        return str(_("%(points)s poin persen", points=signed_text(found.points, decimal1)))
    return UNKNOWN if found.difference is None else signed_text(found.difference)


def signed_text(value: int | Decimal, write: Callable[[int | Decimal | float | None], str] = number) -> str:
    """A difference with its sign: "+36", "±0", "−12"."""
    sign = "+" if value > 0 else ("−" if value < 0 else "±")
    return f"{sign}{write(value if value > 0 else -value)}"
