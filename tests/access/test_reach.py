"""The other half: what the policy grants is really reached, at home, in a regency of the province, anywhere.

Without it, an application that answers 404 to everybody would pass the tests beside this one.
"""

from dataclasses import dataclass

import pytest
from flask import Flask

from app.access import Permission, Reach, Role, rule_of
from app.access.policy import POLICY
from tests.access.addresses import address, doors
from tests.access.conftest import Doors
from tests.access.test_tenants import records, values_for
from tests.access.world import MINE, RECORDS, THEIRS, government
from tests.factories import organisations as make

PROVINCE = "73"  # of both regencies
# Addresses whose record belongs to one person, not to whoever holds the right; each has tests of its own.
PERSONAL = {
    "assessment.brought_workbook": "only who brought the workbook",
    "assessment.packed_workbooks": "only who asked for the ZIP",
    "assessment.bring_workbook": "only who answers that assessment",
    "assessment.evidence_upload": "only who began the upload",
    "assessment.workbook_preview": "only who brought the workbook",
    "assessment.workbook_rejects": "only who brought the workbook",
    "jobs.page": "only who asked for the job",
    "jobs.progress": "only who asked for the job",
    "plans.matrix_preview": "only who brought the workbook",
    "plans.matrix_problems": "only who brought the workbook",
    "unit_upload.preview": "only who uploaded the list",
}

# Who may have them is asked, but there is nothing to hand out: files and submissions of the world are rows only.
EMPTY = {
    "assessment.download",
    "assessment.download_version",
    "assessment.preview",
    "assessment.preview_picture",
    "governments.logo",
    "plans.changes",
    "plans.progress_proof",
    "plans.review",
    "plans.submission",
    "plans.submission_data",
    "plans.submission_pdf",
    "reports.download",
    "signing.original",
    "signing.page",
}
# The second part of the address need not exist in the record that the first part happens to name.
PARTS = {
    "assessment.answer",
    "assessment.edit_evidence",
    "assessment.verify_answer",
    "plans.chapter_history",
    "plans.edit_chapter",
    "plans.margin",
}


@dataclass(frozen=True)
class Reader:
    """Somebody who reads; `place` is the code of the government of the appointment."""

    role: Role
    place: str | None


VISITS = (
    (Reader(Role.COORDINATOR, MINE), MINE),
    (Reader(Role.COORDINATOR, MINE), THEIRS),
    (Reader(Role.LEADER, MINE), MINE),
    (Reader(Role.PROVINCE_SUPERVISOR, PROVINCE), THEIRS),
    (Reader(Role.OMBUDSMAN, PROVINCE), THEIRS),
    (Reader(Role.OMBUDSMAN, None), MINE),
    (Reader(Role.MINISTRY_REVIEWER, None), THEIRS),
    (Reader(Role.OPERATOR, None), THEIRS),
)


def reaches(reader: Reader, permissions: tuple[Permission, ...], code: str) -> bool:
    """What the table says, read here once more by other means than the application's."""
    for permission in permissions:
        match POLICY[permission].get(reader.role):
            case Reach.ALL:
                return True
            case Reach.PROVINCE if reader.place in {None, PROVINCE}:
                return True
            case Reach.GOVERNMENT if reader.place == code:
                return True
    return False


@pytest.mark.parametrize(
    ("reader", "code"), VISITS, ids=[f"{reader.role}-{reader.place}-in-{code}" for reader, code in VISITS]
)
def test_what_the_policy_grants_is_reached_and_nothing_else(world: Flask, reader: Reader, code: str):
    person = make.user_with(reader.role, government(reader.place) if reader.place else None)
    knocking = Doors(world, person)
    found = records(code)
    granted, wrong = 0, []
    for rule, method in doors(world):
        declared = rule_of(world, rule.endpoint)
        assert declared is not None
        names_one = rule.arguments & RECORDS.keys() or rule.rule.startswith("/pemerintah/<code>")
        if method != "GET" or declared.public_because or not names_one or rule.endpoint in PERSONAL:
            continue
        status, target, _ = knocking.knock("GET", address(world, rule, values_for(rule.rule, code, found)))
        if reaches(reader, declared.permissions, code):
            granted += 1
            right = (
                rule.endpoint in EMPTY | PARTS
                or (status in {200, 302} and "/masuk" not in target)
                or status in {409, 410, 422}
            )
        else:
            right = status in {403, 404}
        if not right:
            wrong.append(f"{rule.rule} ({rule.endpoint}): {status} {target}")
    assert not wrong
    assert granted > 3 or (reader.place == MINE and code == THEIRS)
