"""The complaints of the demonstration: a workbook is written and goes through the real importer."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from app.access import Actor
from app.cli.demo.complaint_file import UnitSpelling, write_complaint_file
from app.complaints.actions.importing import Outcome
from app.complaints.actions.records import import_path
from app.organisations.models import Government, Unit


def import_demo_complaints(
    actor: Actor,
    government: Government,
    units: Mapping[str, Unit],
    standings: Mapping[str, float],
    *,
    count: int,
    seed: int,
) -> Outcome:
    """Write `count` complaints as a workbook and import it; `standings` (1–5 by short name) set the pace."""
    spellings = [
        UnitSpelling(
            short_name,
            (unit.name, unit.name, unit.name.upper(), *(alias.alias for alias in unit.aliases)),
            diligence=min(0.97, 0.35 + 0.14 * standings.get(short_name, 2.5)),
        )
        for short_name, unit in units.items()
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rekap-lapor-2019-2021.xlsx"
        write_complaint_file(path, spellings, count=count, seed=seed)
        return import_path(actor, government, path)
