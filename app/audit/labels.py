"""What people read in the log."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

# Filled by the features: the log must not know what they do.
_actions: dict[str, LazyString] = {}
_records: dict[str, LazyString] = {}


def label_actions(labels: Mapping[str, LazyString]) -> None:
    """Say what actions are called: {"assessment.submitted": _l("Asesmen dikirim")}."""
    _actions.update(labels)


def label_records(labels: Mapping[str, LazyString]) -> None:
    """Say what kinds of records are called, by table: {"assessment": _l("Asesmen")}."""
    _records.update(labels)


def action_text(action: str) -> str:
    """What an action is called; its code if nobody said."""
    return str(_actions.get(action, action))


def value_text(value: object) -> str:
    """A logged value as people read it."""
    match value:
        case None | "":
            return "–"
        case bool():
            return str(_("ya") if value else _("tidak"))
        case list():
            return ", ".join(value_text(item) for item in value) or "–"
        case dict():
            return "; ".join(f"{name}: {value_text(inner)}" for name, inner in value.items()) or "–"
        case _:
            return str(value)


def known_actions() -> frozenset[str]:
    """The actions that were given a name."""
    return frozenset(_actions)


def record_text(record_type: str) -> str:
    """What a kind of record is called; its table if nobody said."""
    return str(_records.get(record_type, record_type))
