"""Governments and OPD of the demonstration."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from sqlalchemy import select

from app.access import SYSTEM
from app.cli.demo.evidence_files import emblem
from app.db import db
from app.files.actions import store_generated
from app.files.kinds import FileKind
from app.organisations.models import (
    MAIN,
    SECOND,
    DocumentSettings,
    Government,
    GovernmentKind,
    Unit,
    UnitAlias,
    UnitKind,
)
from app.organisations.rules import name_key

CONTENT = Path(__file__).parent / "content"
FIGURES = ("assessment_opd", "complaint_figures", "progress_report")  # signed by the coordinating unit
MINUTES = "verification_minutes"
# Invented, in the form that offices use.
NUMBERING = {
    "action_plan": {"pattern": "{kode}/{nomor:3}/RENAKSI/{bulan_romawi}/{tahun}", "code": "000.8.3"},
    "complaint_figures": {"pattern": "{kode}/{nomor:3}/ORG/{bulan_romawi}/{tahun}", "code": "000.8.3"},
    "progress_report": {"pattern": "{kode}/{nomor:3}/CAPAIAN/{bulan_romawi}/{tahun}", "code": "000.8.3"},
    MINUTES: {"pattern": "{kode}/{nomor:3}/BA/{bulan_romawi}/{tahun}", "code": "000.8.3"},
}


@dataclass(frozen=True)
class Setting:
    """How a government of the demonstration presents itself."""

    code: str
    capital: str
    letterhead: str
    position: str


SINJAI = Setting("73.07", "Sinjai", "Jalan Contoh Nomor 1, Sinjai (alamat demonstrasi)", "Bupati Sinjai")
BULUKUMBA = Setting(
    "73.02", "Bulukumba", "Jalan Contoh Nomor 2, Bulukumba (alamat demonstrasi)", "Bupati Bulukumba"
)
BANTAENG = Setting(
    "73.03", "Bantaeng", "Jalan Contoh Nomor 3, Bantaeng (alamat demonstrasi)", "Bupati Bantaeng"
)
# Small ones, whose plans only lie in the ministry's queue.
WAITING = (
    Setting("73.04", "Jeneponto", "Jalan Contoh Nomor 4, Jeneponto (alamat demonstrasi)", "Bupati Jeneponto"),
    Setting("73.05", "Takalar", "Jalan Contoh Nomor 5, Takalar (alamat demonstrasi)", "Bupati Takalar"),
)
REREAD = Setting("73.11", "Barru", "Jalan Contoh Nomor 6, Barru (alamat demonstrasi)", "Bupati Barru")


def government_by_code(code: str) -> Government:
    """The government with an official code; the list of regions is loaded before."""
    return db.session.scalars(select(Government).where(Government.code == code)).one()


def set_up(setting: Setting) -> Government:
    """Give a government letterhead, signatory and emblem, all plainly demonstration."""
    government = government_by_code(setting.code)
    government.is_active = True
    government.capital = setting.capital
    logo = store_generated(SYSTEM, government.id, emblem(), "lambang-demo.png", FileKind.PNG)
    government.logo_file_id = logo.id
    dress(government, setting.letterhead, setting.position)
    return government


def dress(government: Government, address: str, position: str) -> None:
    """Letterhead and signatories: the head of the region signs the plan, the coordinating unit's head the figures."""
    head_of_unit = _signatory("Kepala Bagian Organisasi", "Pangkat/Golongan (Demo)", "000000000000000000")
    ministry = government.kind is GovernmentKind.MINISTRY
    db.session.add(
        DocumentSettings(
            government_id=government.id,
            address=address,
            phone="(000) 000000",
            email="persuratan@demo.invalid",
            website="demo.invalid",
            signatories={MAIN: _signatory(position)}
            | ({} if ministry else dict.fromkeys(FIGURES, head_of_unit) | _minutes(head_of_unit)),
            numbering={} if ministry else NUMBERING,
        )
    )
    db.session.flush()


def _minutes(head_of_unit: dict[str, str]) -> dict[str, dict[str, str]]:
    """The head of the coordinating unit signs the minutes, the secretary takes note of them."""
    return {MINUTES: head_of_unit, MINUTES + SECOND: _signatory("Sekretaris Daerah")}


def _signatory(position: str, rank: str = "", nip: str = "") -> dict[str, str]:
    return {"position": position, "name": "Nama Pejabat (Demo)", "rank": rank, "nip": nip}


def add_units(
    government: Government, limit: int | None = None, *, place: str | None = None
) -> dict[str, Unit]:
    """The OPD of Sinjai's list (the first `limit` dinas when given), by short name; aliases come along.

    `place` replaces "Sinjai" in names, so that a neighbour does not carry another regency's name.
    """
    listed = yaml.safe_load((CONTENT / "sinjai_units.yaml").read_text(encoding="utf-8"))["units"]
    if limit is not None:
        listed = [entry for entry in listed if entry["kind"] in ("dinas", "inspektorat")][:limit]
    units = {}
    for position, entry in enumerate(listed, start=1):
        short_name = _moved(entry["short_name"], place)
        unit = Unit(
            government_id=government.id,
            kind=UnitKind(entry["kind"]),
            name=_moved(entry["name"], place),
            short_name=short_name,
            position=position,
        )
        keys = {name_key(unit.name), name_key(short_name)}
        for alias in entry.get("aliases", ()):
            spelling = _moved(alias, place)
            if name_key(spelling) not in keys:
                keys.add(name_key(spelling))
                unit.aliases.append(
                    UnitAlias(government_id=government.id, alias=spelling, alias_key=name_key(spelling))
                )
        db.session.add(unit)
        units[short_name] = unit
    db.session.flush()
    return units


def _moved(text: str, place: str | None) -> str:
    return text if place is None else text.replace("Sinjai", place)
