"""The complaint figures of a province or of the nation as plain data: all governments together, and side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _

from app.complaints.queries.combined import Combined, combined_figures, months_with_complaints
from app.complaints.queries.judging import dated_rules
from app.complaints.statistics import Figures, GroupFigures, UnitMonths, UnitMonthTable
from app.db import db
from app.organisations.models import Government, GovernmentKind
from app.plans.complaint_data import ComplaintData
from app.plans.document_data import GovernmentData
from app.plans.queries.complaints import as_data, flow_start
from app.plans.queries.document import government_data
from app.reports.catalogue.compendium.loading import governments_of
from app.reports.catalogue.complaint_figures.periods import period_of
from app.reports.document import NothingToPrintError


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A government. Figures are None where none are known: nothing was imported and nothing came in."""

    code: str
    name: str
    is_active: bool  # uses Renaksi
    incoming: int | None
    followed_up_share: float | None
    closed_share: float | None
    late: int | None  # whose first follow-up came late or is overdue
    cut_off: datetime | None


@dataclass(frozen=True, slots=True)
class AreaProvince:
    """A province with its own government first, then its regencies and cities by code."""

    code: str
    name: str
    rows: tuple[AreaRow, ...]

    @property
    def shown(self) -> tuple[AreaRow, ...]:
        """Those that use Renaksi or of which something is known: the others would be a row of nothing each."""
        return tuple(row for row in self.rows if row.is_active or row.incoming is not None)

    @property
    def incoming(self) -> int | None:
        """All of them together; None where nothing is known of any."""
        known = [row.incoming for row in self.rows if row.incoming is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class AreaData:
    """What is printed; `all` are the figures as computed, for the workbook. `figures` are not split by government."""

    government: GovernmentData
    figures: ComplaintData
    provinces: tuple[AreaProvince, ...]
    known: int  # governments of which something is known
    all: Figures
    record: str = ""

    @property
    def left_out(self) -> int:
        """Governments that are not shown."""
        return self.governments - sum(len(province.shown) for province in self.provinces)

    @property
    def governments(self) -> int:
        """How many there are."""
        return sum(len(province.rows) for province in self.provinces)


def area_of(government_id: str, kind: GovernmentKind) -> tuple[Government, list[Government]]:
    """The owner and its governments; `NothingToPrintError` for a government of another kind."""
    owner = db.session.get(Government, government_id)
    if owner is None or owner.kind is not kind:
        raise NothingToPrintError(_("Pilih provinsi terlebih dahulu."))
    return owner, governments_of(owner)


def load_area(government_id: str, kind: GovernmentKind, record: str) -> AreaData:
    """The area's figures of a period; `NothingToPrintError` where nothing came in."""
    owner, governments = area_of(government_id, kind)
    months = months_with_complaints(governments)
    if not months:
        raise NothingToPrintError(_("Belum ada data pengaduan di wilayah ini."))
    start, end = period_of(record, months)
    found = combined_figures(owner.code, governments, flow_start(start, end), start, end)
    if not found.figures.incoming:
        raise NothingToPrintError(_("Tidak ada pengaduan pada periode ini."))
    provinces = _provinces(governments, found)
    printed = as_data(
        replace(found.figures, by_unit=()),
        start,
        end,
        flow=found.flow,
        table=_table(found.months, governments, by_province=kind is GovernmentKind.MINISTRY),
        rules=dated_rules(),
    )
    return AreaData(
        government=government_data(owner),
        figures=printed,
        provinces=provinces,
        known=sum(row.incoming is not None for province in provinces for row in province.rows),
        all=found.figures,
        record=record,
    )


def _provinces(governments: Sequence[Government], found: Combined) -> tuple[AreaProvince, ...]:
    groups = {group.key or "": group for group in found.figures.by_unit}
    made = []
    for province in governments:
        if province.kind is GovernmentKind.PROVINCE:
            inside = [each for each in governments if province.id in (each.id, each.parent_id)]
            inside.sort(key=lambda each: (each.id != province.id, each.code))
            rows = tuple(_row(each, groups.get(each.id), found.cut_offs) for each in inside)
            made.append(AreaProvince(province.code, province.name, rows))
    return tuple(made)


def _row(
    government: Government, group: GroupFigures | None, cut_offs: Mapping[str, datetime | None]
) -> AreaRow:
    cut_off = cut_offs.get(government.id)
    stage = group.stages["follow_up"] if group else None
    # A register that reaches into the period without a complaint says 0; one that nobody filled says nothing.
    unknown = group is None and cut_off is None
    return AreaRow(
        code=government.code,
        name=government.name,
        is_active=government.is_active,
        incoming=None if unknown else group.incoming if group else 0,
        followed_up_share=group.followed_up_share if group else None,
        closed_share=group.closed_share if group else None,
        late=stage.late + stage.open_late if stage and stage.measured else None,
        cut_off=cut_off,
    )


def _table(table: UnitMonthTable, governments: Sequence[Government], *, by_province: bool) -> UnitMonthTable:
    """By month of each government, or of each province where there are too many of them for one picture."""
    if not by_province:
        return table
    names = {each.id: each.name for each in governments if each.kind is GovernmentKind.PROVINCE}
    homes = {each.id: each.id if each.id in names else each.parent_id or "" for each in governments}
    sums: dict[str, list[int]] = {}
    for row in table.rows:
        counted = sums.setdefault(homes.get(row.unit_id or "", ""), [0] * len(table.months))
        sums[homes.get(row.unit_id or "", "")] = [a + b for a, b in zip(counted, row.incoming, strict=True)]
    rows = [UnitMonths(home, names.get(home, ""), tuple(counted)) for home, counted in sums.items()]
    rows.sort(key=lambda row: (-sum(row.incoming), row.name))
    return UnitMonthTable(table.months, tuple(rows))
