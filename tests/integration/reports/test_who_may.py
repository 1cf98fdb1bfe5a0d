"""Document × role: who may have it made. A new document fails until its row is decided here."""

import pytest

from app.access import HELD_BY_PEOPLE, Role
from app.organisations.actors import actor_of
from app.organisations.models import GovernmentKind
from app.reports.catalogue import DOCUMENTS, Subject, UnitChoice
from app.reports.queries import may_make, may_read
from tests.factories import organisations as make

OPD, COORDINATOR, LEADER = Role.OPD_ADMIN, Role.COORDINATOR, Role.LEADER
PROVINCE, OMBUDSMAN, MINISTRY = Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN, Role.MINISTRY_REVIEWER
OF_A_GOVERNMENT = {COORDINATOR, LEADER, PROVINCE, MINISTRY}
OF_AN_OPD = {OPD, COORDINATOR, LEADER, MINISTRY}  # answers: the province sees figures alone
FROM_ABOVE = {PROVINCE, MINISTRY}

MAKERS: dict[str, set[Role]] = {
    "action_plan": OF_A_GOVERNMENT,
    "plan_archive": OF_A_GOVERNMENT,
    "assessment_opd": OF_AN_OPD,
    "opd_page": OF_AN_OPD,
    "assessment_summary": OF_A_GOVERNMENT,
    "filling": OF_A_GOVERNMENT,
    "province_filling": FROM_ABOVE,
    "national_filling": {MINISTRY},
    "complaint_figures": OF_A_GOVERNMENT | {OPD},  # of the own OPD
    "progress_report": OF_A_GOVERNMENT,
    "receipt": OF_A_GOVERNMENT,  # of a plan
    "review_letter": OF_A_GOVERNMENT,
    "review_minutes": OF_A_GOVERNMENT,
    "verification_minutes": OF_A_GOVERNMENT,
    "province_compendium": FROM_ABOVE,
    "national_compendium": {MINISTRY},
    "province_complaints": FROM_ABOVE,
    "national_complaints": {MINISTRY},
    "bulk_units": {COORDINATOR, LEADER, MINISTRY},
    "bulk_governments": FROM_ABOVE,
}
# Where a document is at home, if not in a regency.
HOMES = {
    "province_filling": "province",
    "national_filling": "ministry",
    "province_compendium": "province",
    "province_complaints": "province",
    "bulk_governments": "province",
    "national_compendium": "ministry",
    "national_complaints": "ministry",
}


@pytest.fixture
def people(desk):
    """Somebody of each role who has to do with the regency."""
    return {
        OPD: desk.admin,
        Role.CONTRIBUTOR: make.user_with(Role.CONTRIBUTOR, unit=desk.place.units[0]),
        COORDINATOR: desk.coordinator,
        LEADER: desk.leader,
        PROVINCE: desk.supervisor,
        OMBUDSMAN: desk.ombudsman,
        MINISTRY: desk.reviewer,
        Role.OPERATOR: make.user_with(Role.OPERATOR),
    }


@pytest.fixture
def subjects(desk):
    """What each document is about."""
    homes = {
        "": desk.government.id,
        "province": desk.province.id,
        "ministry": make.government(kind=GovernmentKind.MINISTRY).id,
    }
    found = {}
    for name, document in DOCUMENTS.items():
        unit = None if document.unit_choice is UnitChoice.NONE else desk.place.units[0].id
        found[name] = Subject(homes[HOMES.get(name, "")], unit, "rencana:x" if name == "receipt" else "")
    return found


def test_every_document_is_decided():
    assert MAKERS.keys() == DOCUMENTS.keys()


@pytest.mark.parametrize("name", MAKERS)
def test_who_may_have_it_made(people, subjects, name):
    assert people.keys() == set(HELD_BY_PEOPLE)
    found = {
        role for role, person in people.items() if may_make(actor_of(person), DOCUMENTS[name], subjects[name])
    }
    assert found == MAKERS[name]


@pytest.mark.parametrize("name", MAKERS)
def test_the_ombudsman_reads_what_the_province_reads_and_orders_nothing(people, subjects, name):
    document, subject = DOCUMENTS[name], subjects[name]
    ombudsman, supervisor = actor_of(people[OMBUDSMAN]), actor_of(people[PROVINCE])
    assert may_read(ombudsman, document, subject) == may_read(supervisor, document, subject)
    assert not may_make(ombudsman, document, subject)


@pytest.mark.parametrize("name", MAKERS)
def test_nobody_of_another_place_may(subjects, name):
    province = make.province()
    regency = make.government(parent=province)
    strangers = [
        make.user_with(OPD, unit=make.unit(regency)),
        make.user_with(COORDINATOR, regency),
        make.user_with(LEADER, regency),
        make.user_with(PROVINCE, province),
        make.user_with(OMBUDSMAN, province),
    ]
    for person in strangers:
        assert not may_read(actor_of(person), DOCUMENTS[name], subjects[name]), person.name


@pytest.mark.parametrize("name", HOMES)
def test_people_of_the_place_itself_do_not_look_into_others(desk, subjects, name):
    for role in (COORDINATOR, LEADER):
        person = make.user_with(role, desk.province)
        assert not may_read(actor_of(person), DOCUMENTS[name], subjects[name]), role
