"""The list of published totals, one of them beside the register, and all of them as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Actor, Permission, current_actor, fetch, requires
from app.complaints.exporting import attachment
from app.complaints.exporting_published import published_sheets
from app.complaints.labels.published import (
    RELATION_TEXTS,
    SAYS_LABELS,
    difference_text,
    finding_text,
    percent_text,
    reason_texts,
    signed_text,
)
from app.complaints.models import PublishedPart, PublishedTotal
from app.complaints.published import Beside, Says, beside, check
from app.complaints.queries.figures import cut_off_of
from app.complaints.queries.patience import last_counted
from app.complaints.queries.published import overlapping, published_totals, register_figures
from app.complaints.routes.blueprint import bp
from app.complaints.routes.listing import choose_government
from app.complaints.routes.statistics.lists import Lists, lists_of_government
from app.complaints.routes.statistics.scope import behind_notes
from app.complaints.statistics import SMALL_VOLUME, Dimension, GroupFigures
from app.complaints.statistics.figure_keys import FigureKind
from app.db import db
from app.organisations.context import find_government
from app.organisations.models import Government
from app.web.filters import tanggal, use_zone
from app.web.pagination import paginate

MOST_EXPORTED = 2_000
_FIGURES = {
    Says.FOLLOWED_UP: FigureKind.FOLLOWED_UP,
    Says.NOT_FOLLOWED_UP: FigureKind.NOT_FOLLOWED_UP,
    Says.OPEN: FigureKind.OPEN,
    Says.OVERDUE: FigureKind.OVERDUE,
}


@bp.get("/angka-terbit")
@requires(Permission.PUBLISHED_READ)
@last_counted()
def published_list() -> ResponseReturnValue:
    """What was published about the complaints of a government, each with what does not fit."""
    actor = current_actor()
    government = find_government(actor)
    if government is None:
        return choose_government("complaints.published_list")
    page = paginate(published_totals(actor, government))
    return render_template(
        "complaints/published/list.html",
        government=government,
        page=page,
        findings={total.id: check(total.as_total()) for total in page.rows},
        figures=register_figures(page.rows),
        behind=behind_notes(),
        lists={total.id: _lists(actor, total, government) for total in page.rows},
        beside_total=_beside_total,
        difference_text=difference_text,
        may_edit=actor.may(Permission.PUBLISHED_EDIT, government.id),
    )


@bp.get("/angka-terbit.<any(csv, xlsx):kind>")
@requires(Permission.PUBLISHED_READ)
@last_counted()
def export_published(kind: str) -> ResponseReturnValue:
    """All of them with their parts, findings and the register's figures."""
    actor = current_actor()
    government = find_government(actor) or abort(404)
    totals = db.session.scalars(published_totals(actor, government).limit(MOST_EXPORTED)).all()
    sheets = published_sheets(totals, register_figures(totals), [government.name, *behind_notes()])
    return attachment(sheets, f"angka-terbit-{government.code}", kind)


@bp.get("/angka-terbit/<total_id>")
@requires(Permission.PUBLISHED_READ)
@last_counted()
def published_total(total_id: str) -> ResponseReturnValue:
    """One published total: what was printed, what does not fit, the register and other publications beside it."""
    actor = current_actor()
    total = fetch(actor, Permission.PUBLISHED_READ, PublishedTotal, total_id)
    government = db.session.get_one(Government, total.government_id)
    use_zone(government.time_zone.value)
    figures = register_figures([total])[total.id]
    lists = _lists(actor, total, government)
    return render_template(
        "complaints/published/total.html",
        total=total,
        government=government,
        findings=[(finding_text(found), reason_texts(found.reasons)) for found in check(total.as_total())],
        figures=figures,
        whole=_beside_total(total, figures),
        lists=lists,
        rows=list(_rows(total, figures, lists)),
        notes=[*_notes(total, government), *behind_notes()],
        others=overlapping(actor, total),
        relation_texts=RELATION_TEXTS,
        says_labels=SAYS_LABELS,
        small_volume=SMALL_VOLUME,
        percent_text=percent_text,
        signed_text=signed_text,
        difference_text=difference_text,
        may_edit=actor.may(Permission.PUBLISHED_EDIT, government.id),
    )


@dataclass(frozen=True)
class Row:
    """A printed part, what the register has of it, and the address of the list behind that."""

    part: PublishedPart
    beside: Beside
    url: str | None


def _rows(total: PublishedTotal, figures: GroupFigures, lists: Lists) -> Iterator[Row]:
    for part in total.parts:
        yield Row(part, beside(part.as_part(), part.says, figures), _list_of(part.says, lists))


def _list_of(says: Says | None, lists: Lists) -> str | None:
    if says is None:
        return None
    return lists.status(says.status) if says.status is not None else lists.figure(_FIGURES[says])


def _beside_total(total: PublishedTotal, figures: GroupFigures) -> Beside:
    """The total itself means everything that came in; of an empty register nothing is known."""
    if not figures.incoming:
        return Beside()
    return Beside(figures.incoming, None, total.count - figures.incoming)


def _lists(actor: Actor, total: PublishedTotal, government: Government) -> Lists:
    lists = lists_of_government(actor, government, total.first_day, total.counted_until)
    return lists.group(Dimension.SOURCE, total.register_source) if total.register_source else lists


def _notes(total: PublishedTotal, government: Government) -> list[str]:
    """Which complaints of the register stand beside it, and what of them may be missing."""
    period: dict[str, Any] = {"first": tanggal(total.first_day), "last": tanggal(total.counted_until)}
    if total.register_source:
        notes = [
            _(
                "Register: pengaduan dari %(source)s yang masuk %(first)s sampai %(last)s, menurut keadaan sekarang.",
                source=total.register_source,
                **period,
            )
        ]
    else:
        notes = [
            _(
                "Register: pengaduan dari semua sumber yang masuk %(first)s sampai %(last)s, menurut keadaan sekarang.",
                **period,
            )
        ]
    if total.counted_until < total.last_day:
        notes.append(_("Dihitung sampai tanggal data yang disebut penerbit, bukan sampai akhir masanya."))
    cut_off = cut_off_of(government.id)
    if cut_off is not None and government.today(cut_off) < total.counted_until:
        notes.append(
            _(
                "Register hasil impor baru lengkap sampai %(day)s: angkanya masih dapat bertambah.",
                day=tanggal(cut_off),
            )
        )
    return notes
