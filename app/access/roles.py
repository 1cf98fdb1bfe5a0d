"""The roles of the product: those that people hold, the public, and the application of a local channel."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class Role(StrEnum):
    """Who somebody is. The values are stored and used in scripts; the labels are what people read."""

    OPD_ADMIN = "opd_admin"
    CONTRIBUTOR = "contributor"  # answers what an OPD admin handed over, and nothing else
    COORDINATOR = "coordinator"
    LEADER = "leader"
    PROVINCE_SUPERVISOR = "province_supervisor"
    MINISTRY_REVIEWER = "ministry_reviewer"
    OMBUDSMAN = "ombudsman"
    OPERATOR = "operator"
    PUBLIC = "public"
    CHANNEL = "channel"  # an application with a key of its own, never a person


# Whom an account can be appointed to be. The others are nobody's account.
HELD_BY_PEOPLE: tuple[Role, ...] = tuple(role for role in Role if role not in (Role.PUBLIC, Role.CHANNEL))

ROLE_LABELS: dict[Role, LazyString] = {
    Role.OPD_ADMIN: _l("Admin OPD"),
    Role.CONTRIBUTOR: _l("Kontributor OPD"),
    Role.COORDINATOR: _l("Koordinator (Bagian Organisasi)"),
    Role.LEADER: _l("Pimpinan"),
    Role.PROVINCE_SUPERVISOR: _l("Pembina provinsi"),
    Role.MINISTRY_REVIEWER: _l("Penelaah kementerian"),
    Role.OMBUDSMAN: _l("Ombudsman"),
    Role.OPERATOR: _l("Operator sistem"),
    Role.PUBLIC: _l("Masyarakat umum"),
    Role.CHANNEL: _l("Aplikasi kanal"),
}
