"""What people read in the log."""

from collections.abc import Mapping

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


def known_actions() -> frozenset[str]:
    """The actions that were given a name."""
    return frozenset(_actions)


def record_text(record_type: str) -> str:
    """What a kind of record is called; its table if nobody said."""
    return str(_records.get(record_type, record_type))
