"""The one policy table: permission → who holds it and how far it reaches.

What is not here is denied. The page "Siapa boleh apa", `flask policy` and the access tests are all made from it.
"""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.access.permissions import Permission as P
from app.access.roles import HELD_BY_PEOPLE, Role


class Reach(StrEnum):
    """How far a permission goes for the holder of a role."""

    SELF = "self"  # the own account, inbox, jobs
    UNIT = "unit"  # the OPD of the appointment
    GOVERNMENT = "government"  # the government of the appointment, with all its OPD
    PROVINCE = "province"  # the province of the appointment with its regencies and cities
    ALL = "all"  # every government


REACH_LABELS: dict[Reach, LazyString] = {
    Reach.SELF: _l("milik sendiri"),
    Reach.UNIT: _l("OPD sendiri"),
    Reach.GOVERNMENT: _l("pemerintah daerah sendiri"),
    Reach.PROVINCE: _l("provinsi dan kabupaten/kotanya"),
    Reach.ALL: _l("semua"),
}

Grants = dict[Role, Reach]

OPD, COORDINATOR, LEADER = Role.OPD_ADMIN, Role.COORDINATOR, Role.LEADER
PROVINCE, MINISTRY, OMBUDSMAN, OPERATOR = (
    Role.PROVINCE_SUPERVISOR,
    Role.MINISTRY_REVIEWER,
    Role.OMBUDSMAN,
    Role.OPERATOR,
)


def _everybody(reach: Reach) -> Grants:
    return dict.fromkeys(HELD_BY_PEOPLE, reach)


def _grants(
    *,
    unit: tuple[Role, ...] = (),
    government: tuple[Role, ...] = (),
    province: tuple[Role, ...] = (),
    everywhere: tuple[Role, ...] = (),
) -> Grants:
    return (
        dict.fromkeys(unit, Reach.UNIT)
        | dict.fromkeys(government, Reach.GOVERNMENT)
        | dict.fromkeys(province, Reach.PROVINCE)
        | dict.fromkeys(everywhere, Reach.ALL)
    )


# Readers of a government's work from inside and above; the operator keeps the installation and sees no content.
_INSIDE = (COORDINATOR, LEADER)
_ABOVE = (PROVINCE, OMBUDSMAN)

POLICY: dict[P, Grants] = {
    P.HOME: _everybody(Reach.SELF),
    P.ACCOUNT: _everybody(Reach.SELF),
    P.INBOX_READ: _everybody(Reach.SELF),
    P.JOB_READ: _everybody(Reach.SELF),
    P.JOB_OVERSEE: _grants(government=(COORDINATOR,)),
    P.FILE_READ: _grants(unit=(OPD,), government=_INSIDE, everywhere=(MINISTRY,)),
    P.POLICY_READ: _everybody(Reach.ALL),
    P.HELP_READ: _everybody(Reach.ALL),
    P.COMPONENTS_READ: _grants(everywhere=(OPERATOR,)),
    P.GOVERNMENT_READ: _grants(government=(OPD, *_INSIDE), province=_ABOVE, everywhere=(MINISTRY, OPERATOR)),
    P.GOVERNMENT_EDIT: _grants(government=(COORDINATOR,), everywhere=(OPERATOR,)),
    P.GOVERNMENT_DOCUMENTS: _grants(government=(COORDINATOR,), everywhere=(OPERATOR,)),
    P.GOVERNMENT_MANAGE: _grants(everywhere=(OPERATOR,)),
    P.UNIT_READ: _grants(government=(OPD, *_INSIDE), province=_ABOVE, everywhere=(MINISTRY, OPERATOR)),
    P.UNIT_EDIT: _grants(government=(COORDINATOR,), everywhere=(OPERATOR,)),
    P.USER_READ: _grants(government=(COORDINATOR,), everywhere=(OPERATOR,)),
    P.USER_INVITE: _grants(government=(COORDINATOR,), everywhere=(OPERATOR,)),
    P.USER_MANAGE: _grants(government=(COORDINATOR,), everywhere=(OPERATOR,)),
    P.AUDIT_READ: _grants(government=(COORDINATOR,), everywhere=(OPERATOR,)),
    P.INSTRUMENT_READ: _everybody(Reach.ALL),
    P.INSTRUMENT_PUBLISH: _grants(everywhere=(MINISTRY,)),
    P.ROUND_MANAGE: _grants(government=(COORDINATOR,)),
    P.ROUND_SCHEDULE: _grants(everywhere=(MINISTRY,)),
    P.ASSESSMENT_READ: _grants(unit=(OPD,), government=_INSIDE, everywhere=(MINISTRY,)),
    P.ASSESSMENT_FILL: _grants(unit=(OPD,)),
    P.ASSESSMENT_HAND_OVER: _grants(unit=(OPD,)),
    # Within the OPD only what was handed over to this very person: the query looks into the assignments.
    P.ASSESSMENT_CONTRIBUTE: _grants(unit=(Role.CONTRIBUTOR,)),
    P.ASSESSMENT_DISCUSS: _grants(unit=(OPD,), government=(COORDINATOR,)),
    P.ASSESSMENT_ANSWER_QUESTIONS: _grants(government=(COORDINATOR,)),
    P.ASSESSMENT_FILL_GOVERNMENT: _grants(government=(COORDINATOR,)),
    P.ASSESSMENT_BOARD: _grants(government=_INSIDE, province=_ABOVE, everywhere=(MINISTRY,)),
    P.ASSESSMENT_VERIFY: _grants(government=(COORDINATOR,)),
    P.ASSESSMENT_SCORE_MINISTRY: _grants(everywhere=(MINISTRY,)),
    P.ASSESSMENT_SAMPLE: _grants(government=(COORDINATOR,), everywhere=(MINISTRY,)),
    P.EVIDENCE_READ: _grants(unit=(OPD,), government=_INSIDE, everywhere=(MINISTRY,)),
    P.SCORES_READ: _grants(unit=(OPD,), government=_INSIDE, province=_ABOVE, everywhere=(MINISTRY,)),
    P.COMPLAINT_READ: _grants(unit=(OPD,), government=_INSIDE, province=_ABOVE, everywhere=(MINISTRY,)),
    P.COMPLAINT_READ_TEXT: _grants(unit=(OPD,), government=_INSIDE, everywhere=(MINISTRY,)),
    P.COMPLAINT_IMPORT: _grants(government=(COORDINATOR,)),
    # No wrong door: an OPD takes in complaints for every other one, and reads only its own.
    P.COMPLAINT_ENTER: _grants(government=(OPD, COORDINATOR)),
    P.COMPLAINT_HANDLE: _grants(unit=(OPD,), government=(COORDINATOR,)),
    P.COMPLAINT_EDIT: _grants(government=(COORDINATOR,)),
    P.COMPLAINT_FIGURES: _grants(unit=(OPD,), government=_INSIDE, province=_ABOVE, everywhere=(MINISTRY,)),
    # Beside a published total stands the whole register, of which an OPD sees its own part only.
    P.PUBLISHED_READ: _grants(government=_INSIDE, province=_ABOVE, everywhere=(MINISTRY,)),
    P.PUBLISHED_EDIT: _grants(government=(COORDINATOR,)),
    # The ministry sets how long words are kept everywhere, a government may keep them shorter.
    P.COMPLAINT_RETENTION: _grants(government=(COORDINATOR,), everywhere=(MINISTRY,)),
    P.COMPLAINT_ACCESS_LOG: _grants(government=(COORDINATOR,)),
    P.TEXT_ACCESS_COUNT: _grants(everywhere=(OPERATOR,)),
    P.COMPLAINT_REPORTER_READ: _grants(unit=(OPD,), government=(COORDINATOR,)),
    P.COMPLAINT_REPORTER_DECIDE: _grants(government=(COORDINATOR,)),
    P.PROBLEM_SETTLE: _grants(government=(COORDINATOR,)),
    P.CHANNEL_MANAGE: _grants(government=(COORDINATOR,)),
    P.CHANNEL_PUSH: _grants(government=(Role.CHANNEL,)),
    P.CHANNEL_FIGURES: _grants(government=(Role.CHANNEL,)),
    P.CALENDAR_READ: _everybody(Reach.ALL),
    P.CALENDAR_EDIT: _grants(everywhere=(MINISTRY,)),
    P.LOCAL_HOLIDAY_EDIT: _grants(government=(COORDINATOR,)),
    P.PROPOSAL_READ: _grants(unit=(OPD,), government=_INSIDE, everywhere=(MINISTRY,)),
    P.PROPOSAL_EDIT: _grants(unit=(OPD,)),
    P.PLAN_READ: _grants(government=(OPD, *_INSIDE), province=_ABOVE, everywhere=(MINISTRY,)),
    P.PLAN_DISCUSS: _grants(government=(OPD, *_INSIDE)),
    P.PLAN_EDIT: _grants(government=(COORDINATOR,)),
    P.PLAN_APPROVE: _grants(government=(LEADER,)),
    P.PLAN_SUBMIT: _grants(government=(COORDINATOR,)),
    P.PLAN_ANSWER_COMMENT: _grants(government=(COORDINATOR,)),
    P.TEMPLATE_READ: _grants(government=_INSIDE, everywhere=(MINISTRY,)),
    # The ministry writes what every plan of a kind begins with, a government what its own begin with.
    P.TEMPLATE_EDIT: _grants(government=(COORDINATOR,), everywhere=(MINISTRY,)),
    P.REVIEW_QUEUE: _grants(province=_ABOVE, everywhere=(MINISTRY,)),
    P.REVIEW_COMMENT: _grants(everywhere=(MINISTRY,)),
    P.REVIEW_DECIDE: _grants(everywhere=(MINISTRY,)),
    P.REVIEW_ASSIGN: _grants(everywhere=(MINISTRY,)),
    P.REVIEW_SAMPLE: _grants(everywhere=(MINISTRY,)),
    P.RECOMMEND: _grants(province=(PROVINCE,)),
    P.FINDING_ATTACH: _grants(province=(OMBUDSMAN,)),
    # Who supports a line follows it: an OPD reads the progress of the whole plan, which everybody may read anyway.
    P.PROGRESS_READ: _grants(government=(OPD, *_INSIDE), province=_ABOVE, everywhere=(MINISTRY,)),
    P.PROGRESS_EDIT: _grants(unit=(OPD,), government=(COORDINATOR,)),
    P.PROGRESS_MANAGE: _grants(government=(COORDINATOR,)),
    P.ADDENDUM_PROPOSE: _grants(government=(COORDINATOR,)),
    P.ADDENDUM_DECIDE: _grants(government=(LEADER,)),
    # What the ministry accepted is public; the library shows it with what changed since.
    P.PRACTICE_READ: _grants(everywhere=(OPD, COORDINATOR, LEADER, PROVINCE, OMBUDSMAN, MINISTRY)),
    P.DASHBOARD_READ: _grants(government=_INSIDE, province=_ABOVE, everywhere=(MINISTRY,)),
    P.REPORT_READ: _grants(unit=(OPD,), government=_INSIDE, province=_ABOVE, everywhere=(MINISTRY,)),
    P.REPORT_CREATE: _grants(unit=(OPD,), government=_INSIDE, province=(PROVINCE,), everywhere=(MINISTRY,)),
    # Who signs is named by the certificate or on paper; this is the right to bring the signature to the document.
    P.REPORT_SIGN: _grants(government=_INSIDE),
    P.LETTER_SIGN: _grants(everywhere=(MINISTRY,)),
}


def roles_holding(permission: P) -> frozenset[Role]:
    """The roles to which the table grants `permission`."""
    return frozenset(POLICY[permission])
