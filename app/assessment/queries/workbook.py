"""What a workbook of one assessment hands out, and what it is held against when it comes back."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.access import Actor
from app.assessment.models import Assessment
from app.assessment.queries.sheet import Line, Sheet, load_sheet
from app.assessment.queries.standing import duties_of, government_of
from app.assessment.rules import Duty
from app.assessment.rules.workbook import (
    MARK,
    Identity,
    Present,
    Returned,
    SheetDifference,
    sheet_difference,
)
from app.assessment.workbook.layout import Asking, Told
from app.assessment.workbook.questions import judge_of, present_of
from app.db import db
from app.instrument.models import InstrumentVersion
from app.instrument.questionnaire import IndicatorSpec

_FINGERPRINT = 16  # letters of the question set's SHA-256


@dataclass(frozen=True)
class OpenBook:
    """One assessment as its workbook speaks of it, at one moment, for one person."""

    sheet: Sheet
    told: Told
    present: tuple[Present, ...]

    @property
    def lines(self) -> dict[str, Line]:
        """The lines by the id of their question."""
        return {line.spec.id: line for line in self.sheet.lines}

    @property
    def specs(self) -> dict[str, IndicatorSpec]:
        """The questions by their id."""
        return {line.spec.id: line.spec for line in self.sheet.lines}

    @property
    def rows(self) -> list[Asking]:
        """Every question as it is handed out."""
        lines = self.lines
        return [Asking(lines[each.asked.id], each) for each in self.present]

    def difference(self, returned: Returned) -> SheetDifference:
        """What a workbook would change."""
        specs = self.specs
        elsewhere = {spec.id for spec in self.sheet.questionnaire.indicators} - set(specs)
        return sheet_difference(returned, self.told.identity, self.present, judge_of(specs), elsewhere)


def open_book(actor: Actor, assessment: Assessment, now: datetime) -> OpenBook:
    """The assessment with its evidence, as this person may see it."""
    for_unit = Duty.ANSWER in duties_of(actor, assessment)
    sheet = load_sheet(assessment, for_unit=for_unit, with_evidence=True)
    version = db.session.get_one(InstrumentVersion, assessment.round.instrument_version_id)
    unit = assessment.unit
    told = Told(
        Identity(MARK, assessment.id, version.code, version.sha256[:_FINGERPRINT]),
        assessment.version,
        government_of(assessment.government_id).name,
        unit.name if unit is not None else _("Indikator tingkat pemerintah daerah"),
        assessment.round.title,
        now.isoformat(timespec="seconds"),
    )
    return OpenBook(sheet, told, tuple(present_of(line) for line in sheet.lines))
