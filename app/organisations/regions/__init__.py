"""The list of provinces, regencies and cities that every installation comes with (source and licence: README.md)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.db import db
from app.organisations.models import Government, GovernmentKind, TimeZone

FILE = Path(__file__).with_name("regions.csv")
MINISTRY_CODE = "00"
MINISTRY_NAME = "Kementerian PANRB"


@dataclass(frozen=True)
class Region:
    """One line of the list; `parent_code` is the province of a regency or city, empty for a province."""

    code: str
    name: str
    kind: GovernmentKind
    parent_code: str
    time_zone: TimeZone


def read_regions() -> Iterator[Region]:
    """The list, provinces first."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Region(
                code=row["code"],
                name=row["name"],
                kind=GovernmentKind(row["kind"]),
                parent_code=row["parent_code"],
                time_zone=TimeZone(row["time_zone"]),
            )


def load_regions() -> tuple[int, int]:
    """Bring the list (and the ministry) into the database; returns how many were added and how many renamed."""
    known = {government.code: government for government in db.session.scalars(select(Government))}
    ministry = Region(MINISTRY_CODE, MINISTRY_NAME, GovernmentKind.MINISTRY, "", TimeZone.WIB)
    added = renamed = 0
    for region in (ministry, *read_regions()):
        government = known.get(region.code)
        if government is None:
            government = Government(
                code=region.code,
                name=region.name,
                kind=region.kind,
                time_zone=region.time_zone,
                is_active=region.kind is GovernmentKind.MINISTRY,
            )
            db.session.add(government)
            known[region.code] = government
            added += 1
        elif government.name != region.name:
            government.name = region.name
            renamed += 1
        if region.parent_code:
            government.parent = known[region.parent_code]
    db.session.flush()
    return added, renamed
