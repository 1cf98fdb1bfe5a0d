"""A preview of settings that nobody saved: a letter and the cover, made in a child process with limits.

The web process never lays out pages itself. It writes the HTML (autoescaped, as every document's), the child draws it.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any

from flask_babel import gettext as _

from app.db import utc_now
from app.organisations.models import DocumentSettings, Government, GovernmentKind
from app.plans.queries.document import government_data
from app.reports.paper.html import part_html, speaking
from app.reports.paper.logo import LOGO, logo_assets
from app.reports.paper.stationery import plain_settings, stationery
from app.reports.renderers import fenced

STYLES = ("paper.css", "letter.css", "action_plan.css")
AT_ONCE = 2  # previews of one web process
PATIENCE = 10  # seconds to wait for one of them
_room = BoundedSemaphore(AT_ONCE)


class PreviewError(RuntimeError):
    """No preview could be made; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The PDF, and its pages as PNG addresses where the machine can draw them."""

    pdf: bytes
    pictures: tuple[str, ...]


def make_preview(
    government: Government, values: dict[str, Any], language: str, *, pictures: bool = True
) -> Preview:
    """A letter and, for who writes plans, the cover, from the checked values of the form. Raises `PreviewError`."""
    html, stylesheets = sample(government, values, language)
    if not _room.acquire(timeout=PATIENCE):
        raise PreviewError(_("Pratinjau sedang ramai. Coba lagi sebentar."))
    try:
        drawn = fenced.draw(
            html, stylesheets, logo_assets(government.id, government.logo_file_id), pictures=pictures
        )
    except fenced.DrawingError as error:
        raise PreviewError(_("Pratinjau tidak dapat dibuat. Pengaturannya tetap dapat disimpan.")) from error
    finally:
        _room.release()
    return Preview(
        drawn.pdf,
        tuple("data:image/png;base64," + base64.b64encode(png).decode() for png in drawn.pictures),
    )


def sample(
    government: Government, values: dict[str, Any], language: str, now: datetime | None = None
) -> tuple[str, tuple[str, ...]]:
    """The HTML of the sample and its stylesheets; nothing of it is saved."""
    settings = plain_settings(DocumentSettings(government_id=government.id, **values))
    data = government_data(government)
    has_logo = LOGO in logo_assets(government.id, government.logo_file_id)
    with speaking(language, data.time_zone):
        dress = stationery(data, settings, logo=has_logo)
        html = part_html(
            "reports/settings/sample.html",
            government=data,
            stationery=dress,
            number=_("Contoh"),
            logo=has_logo,
            day=now or utc_now(),
            with_cover=government.kind is not GovernmentKind.MINISTRY,
            document={
                "government": data,
                "title": _("Rencana Aksi SP4N-LAPOR! %(name)s Tahun 2021–2024", name=data.name),
                "years": (2021, 2022, 2023, 2024),
            },
        )
    return html, (*STYLES, dress.look.stylesheet)
