"""Telling the admins of a unit what became of their assessment."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.assessment.addresses import sheet_path
from app.assessment.models import Assessment
from app.assessment.queries.people import opd_admin_ids
from app.assessment.queries.sheet import Line
from app.assessment.queries.standing import zone_of
from app.db import day_in
from app.notifications import notify


def tell_unit_of_return(assessment: Assessment, returned: Sequence[Line], now: datetime) -> None:
    """Which answers came back; the reasons stand at the answers."""
    text = ngettext(
        "%(num)s jawaban perlu diperbaiki: %(codes)s.",
        "%(num)s jawaban perlu diperbaiki: %(codes)s.",
        len(returned),
        codes=", ".join(line.spec.code for line in returned),
    )
    tell_unit(assessment, now, "assessment.returned", _("Asesmen Anda dikembalikan"), text)


def tell_unit(
    assessment: Assessment, now: datetime, kind: str, title: str, text: str, path: str = ""
) -> None:
    """Put a line into the inbox of each admin of the unit; without `path` it leads to the sheet."""
    if assessment.unit_id is None:
        return
    today = day_in(zone_of(assessment.government_id), now)
    admins = opd_admin_ids(assessment.government_id, [assessment.unit_id], today)
    notify(
        admins.get(assessment.unit_id, []),
        kind,
        title,
        text,
        path or sheet_path(assessment.id),
        assessment.government_id,
    )
