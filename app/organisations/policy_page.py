"""Who may do what, as a page, made from the table that decides it."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.access import (
    HELD_BY_PEOPLE,
    PERMISSION_LABELS,
    POLICY,
    REACH_LABELS,
    ROLE_LABELS,
    Permission,
    Reach,
    Role,
    current_actor,
    requires,
)

bp = Blueprint("policy", __name__)

# The groups are those of the names: "plan.edit" belongs to "plan".
GROUP_LABELS: dict[str, LazyString] = {
    "": _l("Akun dan halaman umum"),
    "government": _l("Pemerintah daerah"),
    "unit": _l("OPD"),
    "user": _l("Pengguna"),
    "audit": _l("Jejak audit"),
    "instrument": _l("Instrumen"),
    "round": _l("Putaran asesmen"),
    "assessment": _l("Asesmen"),
    "evidence": _l("Bukti dukung"),
    "scores": _l("Nilai"),
    "complaint": _l("Pengaduan"),
    "published_total": _l("Angka terbit"),
    "channel": _l("Aplikasi kanal pengaduan"),
    "text_access": _l("Akses isi pengaduan"),
    "calendar": _l("Kalender hari kerja"),
    "proposal": _l("Usulan kegiatan"),
    "plan": _l("Rencana aksi"),
    "template": _l("Templat naskah"),
    "review": _l("Telaah"),
    "progress": _l("Capaian"),
    "practice": _l("Praktik baik"),
    "dashboard": _l("Dasbor"),
    "report": _l("Dokumen"),
}
_COMMON = frozenset({"home", "account", "inbox", "job", "file", "policy", "help", "components"})


@dataclass(frozen=True)
class Line:
    """One permission: its sentence, and how far each role may go (None: not at all)."""

    text: LazyString
    reaches: tuple[LazyString | None, ...]


def lines(roles: tuple[Role, ...]) -> list[tuple[LazyString | str, list[Line]]]:
    """The policy table, grouped, with one column for each of `roles`."""
    groups: dict[str, list[Line]] = {}
    for permission, grants in POLICY.items():
        stem = permission.value.partition(".")[0]
        group = "" if stem in _COMMON else stem
        reaches = tuple(_label(grants.get(role)) for role in roles)
        groups.setdefault(group, []).append(Line(PERMISSION_LABELS[permission], reaches))
    return [(GROUP_LABELS.get(group, group), found) for group, found in groups.items()]


@bp.get("/siapa-boleh-apa")
@requires(Permission.POLICY_READ)
def who_may_what() -> ResponseReturnValue:
    """The whole table."""
    roles = tuple(role for role in Role if role is not Role.PUBLIC)
    return render_template(
        "organisations/policy.html",
        groups=[(title, *_columns(roles, found)) for title, found in lines(roles)],
        own=[ROLE_LABELS[role] for role in roles if role in current_actor().roles],
    )


def _columns(roles: tuple[Role, ...], found: list[Line]) -> tuple[list[LazyString], list[Line]]:
    """The roles that a group of rights needs columns for: all people, or where applications hold some, the holders."""
    holders = [place for place in range(len(roles)) if any(line.reaches[place] for line in found)]
    by_applications = roles.index(Role.CHANNEL) in holders
    shown = holders if by_applications else [roles.index(role) for role in HELD_BY_PEOPLE]
    return (
        [ROLE_LABELS[roles[place]] for place in shown],
        [Line(line.text, tuple(line.reaches[place] for place in shown)) for line in found],
    )


def _label(reach: Reach | None) -> LazyString | None:
    return None if reach is None else REACH_LABELS[reach]
