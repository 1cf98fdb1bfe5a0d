"""A preview of settings that nobody saved: a letter, the cover, the foreword, made in a child process with limits.

The web process never lays out pages itself. It writes the HTML (autoescaped, as every document's), the child draws it.
"""

import base64
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from app.db import utc_now
from app.organisations.models import MAIN, DocumentSettings, Government, GovernmentKind
from app.plans.document_data import SignatoryData
from app.plans.queries.document import PLAN_DOCUMENT, government_data
from app.reports.catalogue import DOCUMENTS
from app.reports.paper.html import part_html, speaking
from app.reports.paper.logo import LOGO, logo_assets
from app.reports.paper.outline import Outline
from app.reports.paper.stationery import plain_settings, stationery
from app.reports.renderers import fenced
from app.reports.settings.foreword import PlanSample

STYLES = ("paper.css", "letter.css", "action_plan.css")
AT_ONCE = 2  # previews of one web process
PATIENCE = 10  # seconds to wait for one of them
_room = BoundedSemaphore(AT_ONCE)


class PreviewError(RuntimeError):
    """No preview could be made; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is shown: a kind of document (empty: a letter, the cover and the foreword), and which page of it."""

    kind: str = MAIN
    page: int = 1
    number: str = ""  # that the next document of this kind gets
    plan: PlanSample = field(default_factory=PlanSample)


@dataclass(frozen=True, slots=True)
class Preview:
    """The PDF, and one page as a PNG address where the machine can draw it. `page` counts from 1."""

    pdf: bytes
    pages: int
    page: int
    picture: str = ""


def make_preview(
    government: Government, values: dict[str, Any], language: str, wish: Wish, *, picture: bool = True
) -> Preview:
    """The sample that `wish` names, from the checked values of the form. Raises `PreviewError`."""
    html, stylesheets = sample(government, values, language, wish)
    if not _room.acquire(timeout=PATIENCE):
        raise PreviewError(_("Pratinjau sedang ramai. Coba lagi sebentar."))
    try:
        drawn = fenced.draw(
            html,
            stylesheets,
            logo_assets(government.id, government.logo_file_id),
            page=wish.page if picture else 0,
        )
    except fenced.DrawingError as error:
        raise PreviewError(_("Pratinjau tidak dapat dibuat. Pengaturannya tetap dapat disimpan.")) from error
    finally:
        _room.release()
    shown = "data:image/png;base64," + base64.b64encode(drawn.picture).decode() if drawn.picture else ""
    return Preview(drawn.pdf, drawn.pages, drawn.page, shown)


def sample(
    government: Government,
    values: dict[str, Any],
    language: str,
    wish: Wish | None = None,
    now: datetime | None = None,
) -> tuple[str, tuple[str, ...]]:
    """The HTML of the sample and its stylesheets; nothing of it is saved."""
    wish = wish or Wish()
    settings = DocumentSettings(government_id=government.id, **values)
    data = government_data(government)
    has_logo = LOGO in logo_assets(government.id, government.logo_file_id)
    with speaking(language, data.time_zone):
        dress = stationery(
            data, replace(plain_settings(settings, wish.kind), number=wish.number), logo=has_logo
        )
        plan = plain_settings(settings, PLAN_DOCUMENT)
        signatory = replace(plan.signatory or SignatoryData(), place=data.signatory.place)
        outline = Outline("foreword")
        heading = outline.title(wish.plan.heading or _("Kata Pengantar"))
        html = part_html(
            "reports/settings/plan_sample.html"
            if wish.kind == PLAN_DOCUMENT
            else "reports/settings/sample.html",
            government=data,
            stationery=dress,
            name=DOCUMENTS[wish.kind].title if wish.kind in DOCUMENTS else _("Contoh Surat"),
            number=wish.number or _("Contoh"),
            logo=has_logo,
            signed_at=now or utc_now(),
            with_plan=wish.kind == MAIN and government.kind is not GovernmentKind.MINISTRY,
            heading=heading,
            narrative=Markup(outline.narrative(wish.plan.foreword)),  # noqa: S704 -- sanitised by `plans.narrative`
            document={
                "government": replace(data, signatory=signatory, knows=plan.knows),
                "title": wish.plan.title
                or _("Rencana Aksi SP4N-LAPOR! %(name)s Tahun 2021–2024", name=data.name),
                "years": wish.plan.years or (2021, 2022, 2023, 2024),
            },
        )
    return html, (*STYLES, dress.look.stylesheet)
