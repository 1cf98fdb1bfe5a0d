"""How far the assessments of many governments are, as plain data."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from app.assessment.queries.floors import GovernmentFloor, ProvinceFloor, governments_of_area, provinces_of
from app.assessment.rules import Floor
from app.db import db, utc_now
from app.organisations.models import Government, GovernmentKind
from app.plans.document_data import GovernmentData
from app.plans.queries.document import government_data
from app.reports.document import NothingToPrintError


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A government or a province. Figures are None where nobody opened a round."""

    code: str
    name: str
    province: str
    governments: int
    with_round: int
    units: int | None
    begun: int | None
    submitted: int | None
    verified: int | None
    late: int | None
    closes_on: date | None

    @property
    def share(self) -> float | None:
        """OPD that have sent of all, 0–1."""
        return (self.submitted or 0) / self.units if self.units else None


@dataclass(frozen=True, slots=True)
class AreaFilling:
    """What the tables of a province or of the nation hold."""

    government: GovernmentData
    year: int
    provinces: tuple[AreaRow, ...]
    governments: tuple[AreaRow, ...]
    made_at: datetime


def load_area(government_id: str, kind: GovernmentKind, record: str) -> AreaFilling:
    """The governments of an area in a year; `NothingToPrintError` for a government of another kind."""
    owner = db.session.get(Government, government_id)
    if owner is None or owner.kind is not kind:
        raise NothingToPrintError(_("Pilih provinsi terlebih dahulu."))
    if not record.isdecimal():
        raise NothingToPrintError(_("Belum ada putaran asesmen pada tahun itu."))
    now = utc_now()
    found = governments_of_area(owner, int(record), now)
    provinces = provinces_of(found)
    names = {each.id: each.name for each in provinces}
    return AreaFilling(
        government=government_data(owner),
        year=int(record),
        provinces=tuple(map(_province, provinces)),
        governments=tuple(_government(each, names.get(each.province_id, "")) for each in found),
        made_at=now,
    )


def _province(each: ProvinceFloor) -> AreaRow:
    known = each.floor if each.with_round else None
    return _row(each.code, each.name, each.name, each.governments, each.with_round, known, each.closes_on)


def _government(each: GovernmentFloor, province: str) -> AreaRow:
    with_round = int(each.floor is not None)
    return _row(each.code, each.name, province, 1, with_round, each.floor, each.closes_on)


def _row(
    code: str,
    name: str,
    province: str,
    governments: int,
    with_round: int,
    floor: Floor | None,
    closes_on: date | None,
) -> AreaRow:
    return AreaRow(
        code=code,
        name=name,
        province=province,
        governments=governments,
        with_round=with_round,
        units=floor.units if floor else None,
        begun=floor.begun if floor else None,
        submitted=floor.submitted if floor else None,
        verified=floor.verified if floor else None,
        late=floor.late if floor else None,
        closes_on=closes_on,
    )
