"""The lists of usual OPD that come with the installation, one for each kind of local government."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from app.organisations.models import GovernmentKind, UnitKind
from app.organisations.rules import name_key

FOLDER = Path(__file__).parents[1] / "standard_units"


@dataclass(frozen=True)
class StandardUnit:
    """One line of a list. `key` names it in forms."""

    key: str
    kind: UnitKind
    name: str
    short_name: str
    aliases: tuple[str, ...]


@cache
def standard_units(kind: GovernmentKind) -> tuple[StandardUnit, ...]:
    """The usual OPD of this kind of government; none for the ministry."""
    file = FOLDER / f"{kind.value}.yaml"
    if not file.exists():
        return ()
    content = yaml.safe_load(file.read_text("utf-8"))
    return tuple(
        StandardUnit(
            key=name_key(each["name"]),
            kind=UnitKind(each["kind"]),
            name=each["name"],
            short_name=each.get("short_name", ""),
            aliases=tuple(each.get("aliases", ())),
        )
        for each in content["units"]
    )
