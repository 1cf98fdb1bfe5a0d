"""The whole demonstration in order: three regencies of South Sulawesi, each at another point of the chain."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import select

from app.access import SYSTEM, Actor, Role
from app.assessment.models import Round
from app.assessment.peers.jobs import count_peers
from app.cli.demo import (
    assessments,
    calendar,
    channels,
    complaints,
    deadlines,
    examples,
    handled,
    intake,
    narrative,
    nomenclature,
    objecting,
    organisation,
    plans,
    privacy,
    progress,
    published,
    reviews,
    second_round,
    signing,
    templates,
    together,
)
from app.cli.demo.assessments import Course
from app.cli.demo.organisation import Setting
from app.cli.demo.people import Accounts
from app.db import db
from app.instrument.actions import publish
from app.instrument.loader import read_version
from app.organisations.models import Government, Unit, User
from app.organisations.regions import MINISTRY_CODE, load_regions

SEED = 7307
PROVINCE_CODE = "73"
COORDINATOR = "koordinator.sinjai"
NEIGHBOUR_UNITS = 8

# How far the OPD of Sinjai came, by short name; everybody else is verified near the standing below.
COURSES: Mapping[str, Course] = {
    "Diskominfo": Course(4.4),
    "Disdukcapil": Course(4.2),
    "Bag. Organisasi": Course(4.1),
    "Inspektorat": Course(3.9),
    "DPMPTSP": Course(4.0),
    "RSUD Sinjai": Course(3.8),
    "Dinkes": Course(3.4),
    "Disdik": Course(3.2),
    "Dinas PUPR": Course(2.6),
    "Dinsos": Course(3.0, "returned"),
    "DLHK": Course(2.3, "returned"),
    "Dishub": Course(2.4, "submitted", boasts=1.8),
    "Satpol PP dan Damkar": Course(2.2, "submitted"),
    "BPBD": Course(2.7, "submitted"),
    "Disparbud": Course(2.0, "draft", boasts=2.0),
    "Dispora": Course(2.1, "draft"),
    "Diskan": Course(2.4, "draft"),
    "Kec. Sinjai Borong": Course(1.6, "draft"),
    "Kec. Pulau Sembilan": Course(1.4, "none"),
    "Kec. Bulupoddo": Course(1.5, "none"),
    "Kesbangpol": Course(2.0, "none"),
}

Say = Callable[[str], None]


@dataclass(frozen=True)
class People:
    """Who acts for one regency."""

    coordinator: Actor
    leader: Actor
    admins: dict[str, Actor]


def is_seeded() -> bool:
    """Whether the demonstration is already there."""
    return db.session.scalars(select(User.id).where(User.username == COORDINATOR)).first() is not None


def tell(say: Say) -> dict[str, Any]:
    """Make everything and return the accounts and governments as `flask seed demo --json` prints them."""
    load_regions()
    publish(SYSTEM, read_version("2021"))
    nomenclature.load_example()
    accounts = Accounts()
    reviewer = _national(accounts)
    privacy.keep_demo_texts(reviewer)
    reviews.keep_phrases(reviewer)
    say("Kabupaten Sinjai: OPD, pengguna, pengaduan")
    sinjai = _sinjai(accounts, say)
    deadlines.schedule_closings(reviewer, _round_of(sinjai))
    examples.share_examples(reviewer)
    say("Kabupaten Bulukumba: rencana aksi yang dikembalikan")
    bulukumba = _neighbour(accounts, organisation.BULUKUMBA, "Bulukumba", reviewer, accepted=False)
    say("Kabupaten Bantaeng: rencana aksi yang diterima")
    bantaeng = _neighbour(accounts, organisation.BANTAENG, "Bantaeng", reviewer, accepted=True)
    say("Antrean telaah kementerian")
    reviews.fill_queue(accounts, reviewer)
    reviews.look_again(reviewer)
    templates.publish_examples(reviewer, sinjai)
    say("Dokumen yang ditandatangani")
    signing.sign_demo_documents(reviewer, bantaeng)
    count_peers()
    return {
        "accounts": accounts.shown,
        "governments": [
            {"code": government.code, "name": government.name} for government in (sinjai, bulukumba, bantaeng)
        ],
    }


def _round_of(government: Government) -> Round:
    return db.session.scalars(select(Round).where(Round.government_id == government.id)).one()


def _national(accounts: Accounts) -> Actor:
    province = organisation.government_by_code(PROVINCE_CODE)
    ministry = organisation.government_by_code(MINISTRY_CODE)
    ministry.capital = "Jakarta"
    organisation.dress(ministry, "Alamat kementerian (demonstrasi)", "Pejabat penelaah (Demo)")
    accounts.add(Role.OPERATOR, "operator", "Operator Demo")
    accounts.add(Role.PROVINCE_SUPERVISOR, "pembina.sulsel", "Pembina Demo Sulawesi Selatan", province)
    accounts.add(Role.OMBUDSMAN, "ombudsman.sulsel", "Ombudsman Demo Sulawesi Selatan", province)
    return accounts.add(Role.MINISTRY_REVIEWER, "penelaah", "Penelaah Demo Kementerian")


def _sinjai(accounts: Accounts, say: Say) -> Government:
    random = Random(SEED)  # noqa: S311  # demonstration data, not a secret
    government = organisation.set_up(organisation.SINJAI)
    units = organisation.add_units(government)
    people = _people(accounts, government, units, "sinjai", "Bupati Demo Sinjai")
    courses = {
        name: COURSES.get(
            name, Course(random.uniform(1.6, 2.6) if name.startswith("Kec.") else random.uniform(2.2, 3.6))
        )
        for name in units
    }
    standings = {name: course.standing for name, course in courses.items()}
    complaints.import_demo_complaints(people.coordinator, government, units, standings, count=1500, seed=SEED)
    privacy.show_demo_privacy(people.coordinator, people.admins[units["Dinsos"].id], government)
    calendar.add_anniversary(people.coordinator, government)
    channels.connect_channel(people.coordinator, government)
    handled.handle_demo_complaints(government, units, people.coordinator, people.admins)
    intake.bring_demo_files(people.coordinator, government, units)
    published.publish_demo_totals(people.coordinator, government)
    say("Kabupaten Sinjai: asesmen")
    round_ = assessments.open_demo_round(people.coordinator, government)
    assessments.run_assessments(
        random,
        round_,
        people.coordinator,
        people.admins,
        {units[name].id: course for name, course in courses.items()},
    )
    colleague = accounts.add(Role.COORDINATOR, "verifikator.sinjai", "Verifikator Demo Sinjai", government)
    deadlines.give_more_time(people.coordinator, people.admins[units["Kec. Pulau Sembilan"].id], round_)
    objecting.speak_up(round_, people.coordinator, colleague, people.admins)
    together.work_together(accounts, government, units, round_, people.coordinator, people.admins)
    examples.choose_examples(round_, people.coordinator)
    say("Kabupaten Sinjai: usulan dan rencana aksi")
    for place, name in enumerate(("Dinsos", "Disdukcapil", "Dinkes", "Disdik", "Dinas PUPR", "DLHK")):
        plans.propose(people.admins[units[name].id], round_, units[name], place)
    title = "Rencana Aksi SP4N-LAPOR! Kabupaten Sinjai 2021–2024 (data demonstrasi)"
    plan = plans.compile_demo_plan(
        random, people.coordinator, round_, title, list(units.values()), filled=0.8
    )
    narrative.write_narrative(people.coordinator, plan, plans.codes_of(round_))
    narrative.discuss_narrative(
        plan, people.coordinator, people.leader, people.admins[units["Diskominfo"].id]
    )
    return government


def _neighbour(
    accounts: Accounts, setting: Setting, place: str, reviewer: Actor, *, accepted: bool
) -> Government:
    random = Random(SEED + len(place))  # noqa: S311  # demonstration data, not a secret
    government = organisation.set_up(setting)
    units = organisation.add_units(government, NEIGHBOUR_UNITS, place=place)
    people = _people(accounts, government, units, place.lower(), f"Bupati Demo {place}")
    standings = {name: random.uniform(2.0, 4.2) for name in units}
    complaints.import_demo_complaints(
        people.coordinator, government, units, standings, count=180, seed=SEED + len(place)
    )
    round_ = assessments.open_demo_round(people.coordinator, government)
    courses = {units[name].id: Course(standing) for name, standing in standings.items()}
    assessments.run_assessments(random, round_, people.coordinator, people.admins, courses)
    title = f"Rencana Aksi SP4N-LAPOR! Kabupaten {place} 2021–2024 (data demonstrasi)"
    plan = plans.compile_demo_plan(random, people.coordinator, round_, title, list(units.values()))
    plans.send_to_ministry(plan, people.coordinator, people.leader)
    plans.comment_and_return(
        plan, reviewer, lambda submission: reviews.score(plan, reviewer, submission, random)
    )
    if accepted:
        plans.mend_and_accept(plan, people.coordinator, people.leader, reviewer)
        progress.carry_out(random, plan, people.coordinator, people.leader, people.admins)
        second_round.assess_again(random, government, people.coordinator, people.admins)
    else:
        reviews.answer_half(plan, people.coordinator)
    return government


def _people(
    accounts: Accounts, government: Government, units: Mapping[str, Unit], place: str, leader: str
) -> People:
    coordinator = accounts.add(
        Role.COORDINATOR, f"koordinator.{place}", f"Koordinator Demo {place.title()}", government
    )
    head = accounts.add(Role.LEADER, f"pimpinan.{place}", leader, government)
    admins = {
        unit.id: accounts.add(
            Role.OPD_ADMIN, f"{_slug(name)}.{place}", f"Admin Demo {unit.name}", government, unit
        )
        for name, unit in units.items()
    }
    return People(coordinator, head, admins)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
