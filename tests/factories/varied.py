"""Registers with complaints of every kind and at every stage."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from app.complaints.models import Complaint
from app.complaints.queries import judge_for
from app.complaints.rules import Klass, Origin
from app.db import db
from app.organisations.models import Government
from tests.factories.complaints import imported, line
from tests.factories.organisations import unit

FIRST = datetime(2020, 11, 2)  # noqa: DTZ001  # a wall clock
DAYS = 500  # so that one year lies whole between two that do not
CUT_OFF = datetime(2022, 3, 31, tzinfo=UTC)
KLASSES = ("Aspirasi", "Pengaduan", "", "Pengaduan Berkadar Pengawasan")
CATEGORIES = ("Pekerjaan Umum", "Kesehatan", "Pendidikan", "")
AREAS = ("", "Sinjai Utara", "Bulupoddo")


def a_line(chance: random.Random, number: int, units: list[str]) -> str:
    """A complaint at any stage, of any kind, as a line of a file."""
    steps = [FIRST + timedelta(minutes=chance.randrange(DAYS * 1440))]
    for _ in range(chance.randint(0, 3)):
        steps.append(steps[-1] + timedelta(hours=chance.randint(1, 500)))
    told = [f"{step:%d/%m/%Y %H:%M}" for step in steps] + [""] * (4 - len(steps))
    return line(
        number,
        received=told[0],
        verified=told[1],
        answered=told[2],
        closed=told[3],
        unit=chance.choice([*units, "", "Dinas Entah"]),
        klass=chance.choice(KLASSES),
        category=chance.choice(CATEGORIES),
        channel=chance.choice(("SMS", "Website", "")),
        status=chance.choice(("", "", "Selesai", "Tertunda", "Arsip")),
        rating=chance.choice(("", "", "3", "4.5", "5")),
    )


def varied_register(owner: Government, folder: Path, count: int = 120, seed: int = 1) -> list[Complaint]:
    """Import that many, and handle some of them here: closed, archived, opened again, of some place."""
    chance = random.Random(seed)
    units = [unit(owner, name=f"Dinas {name}").name for name in ("Sosial", "Kesehatan", "Pendidikan")]
    imported(owner, folder, *(a_line(chance, number, units) for number in range(count)), cut_off=CUT_OFF)
    made = list(db.session.scalars(select(Complaint).order_by(Complaint.tracking_id)))
    judge = judge_for(owner)
    for complaint in made:
        complaint.area = chance.choice(AREAS)
        if chance.random() < 0.3:
            complaint.origin = chance.choice(list(Origin))
            complaint.klass = chance.choice((None, *Klass))
            complaint.closed_at = chance.choice((None, complaint.received_at + timedelta(days=9)))
            complaint.archived_at = chance.choice((None, complaint.received_at + timedelta(days=4)))
            complaint.reopen_count = chance.randint(0, 2)
        for name, value in judge.derived(complaint).items():
            setattr(complaint, name, value)
    db.session.flush()
    return made
