"""Complaints of one government, through the writer that every import uses."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

import yaml

from app.access import SYSTEM
from app.audit import record
from app.cli.demo.complaint_file import CHANNEL_WEIGHTS, CHANNELS, CONTENT
from app.cli.national.units import Seeded, SeededUnit
from app.complaints.actions.batches import Fresh, RegisterWriter, content_hash
from app.complaints.import_formats.fields import SP4N_LAPOR, Incoming
from app.complaints.models import ComplaintImport, ImportState
from app.complaints.queries.judging import judge_for
from app.complaints.queries.units import unit_matcher
from app.complaints.rules import Klass
from app.db import db

FIRST_MOMENT, LAST_MOMENT = datetime(2019, 1, 2, tzinfo=UTC), datetime(2021, 10, 31, 9, 0, tzinfo=UTC)
FIRST_ID = 3_000_000
BATCH = 2_000
_MINUTES = int((LAST_MOMENT - FIRST_MOMENT).total_seconds() // 60)


def add_complaints(random: Random, seeded: Seeded, count: int, first_number: int) -> None:
    """Write `count` complaints into the register; `first_number` keeps tracking ids apart between governments."""
    if not count or not seeded.units:
        return
    government = seeded.government
    made = ComplaintImport(
        government_id=government.id,
        state=ImportState.DONE,
        source=SP4N_LAPOR,
        filename="data-uji.csv",
        format="lapor_v1",
        cut_off=LAST_MOMENT,
        new_count=count,
        finished_at=LAST_MOMENT,
    )
    db.session.add(made)
    db.session.flush()
    writer = RegisterWriter(
        government, SP4N_LAPOR, judge_for(government), unit_matcher(government), made.id, None
    )
    fresh = _complaints(random, seeded.units, count, FIRST_ID + first_number)
    while batch := list(islice(fresh, BATCH)):
        writer.take(batch)
    record(
        SYSTEM, "complaints.imported", made, government_id=government.id, after={"new": count, "changed": 0}
    )


def _complaints(random: Random, units: Sequence[SeededUnit], count: int, first_id: int) -> Iterator[Fresh]:
    topics = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))["topics"]
    weights = [topic["weight"] for topic in topics]
    by_name = {unit.short_name: unit for unit in units}
    # How quickly and surely each OPD answers; it stays the same over the years.
    diligence = {unit.id: random.uniform(0.45, 0.95) for unit in units}
    for place in range(count):
        topic = random.choices(topics, weights)[0]
        unit = by_name.get(topic["unit"]) or random.choice(units)
        told = _told(random, topic, unit, diligence[unit.id], first_id + place)
        yield Fresh(told, content_hash(told))


def _told(random: Random, topic: dict[str, Any], unit: SeededUnit, diligence: float, number: int) -> Incoming:
    # The later of two draws: complaints grow over the years, as connection and habit did.
    received = FIRST_MOMENT + timedelta(minutes=max(random.randrange(_MINUTES), random.randrange(_MINUTES)))
    words = {"place": f"Desa Contoh {random.randint(1, 60)}", "n": random.randint(2, 30)}
    told = Incoming(
        row=0,
        tracking_id=str(number),
        received_at=received,
        title=topic["title"].format(**words),
        text=topic["text"].format(**words),
        klass=Klass(topic["klass"]),
        category=topic["category"],
        channel=random.choices(CHANNELS, CHANNEL_WEIGHTS)[0],
        raw_unit=random.choice(unit.spellings),
    )
    _let_pass(random, told, diligence)
    return told


def _let_pass(random: Random, told: Incoming, diligence: float) -> None:
    """What was done about it until the last moment of the data."""
    verified = told.received_at + _waiting(random, 1.5, 0.8)
    if verified > LAST_MOMENT:
        return
    told.verified_at = verified
    answered = verified + _waiting(random, 8.0, diligence)
    if answered > LAST_MOMENT or random.random() > 0.8 + 0.2 * diligence:
        return
    told.first_follow_up_at = answered
    closed = answered + _waiting(random, 25.0, diligence)
    if closed > LAST_MOMENT or random.random() > 0.7 + 0.3 * diligence:
        return
    told.closed_at = closed
    if random.random() < 0.18:
        told.rating = float(random.choice((2, 3, 4, 4, 5, 5)))


def _waiting(random: Random, mean_days: float, diligence: float) -> timedelta:
    return timedelta(
        minutes=min(int(1440 * random.expovariate(1 / (mean_days * (1.2 - diligence)))), 172_800)
    )
