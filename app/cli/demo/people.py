"""Accounts of the demonstration: one of every role, plainly named as demonstration."""

import os
import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_security import hash_password

from app.access import Actor, Role
from app.db import db, new_id
from app.organisations.actors import actor_of
from app.organisations.models import Appointment, Government, Unit, User

SINCE = date(2021, 1, 4)


@dataclass
class Accounts:
    """Everybody who was made, with the password that is shown once."""

    shown: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self,
        role: Role,
        username: str,
        name: str,
        government: Government | None = None,
        unit: Unit | None = None,
    ) -> Actor:
        """Make an account with one appointment; the password is fresh unless DEMO_PASSWORD is set."""
        password = os.environ.get("DEMO_PASSWORD") or f"{secrets.token_urlsafe(9)}-7"
        user = User(
            username=username,
            email=f"{username}@demo.invalid",
            name=name,
            password=hash_password(password),
            fs_uniquifier=new_id(),
            active=True,
            phone=f"0800-0000-{len(self.shown):04d}" if role is Role.OPD_ADMIN else "",
        )
        user.appointments.append(
            Appointment(
                role=role,
                government_id=government.id if government else None,
                unit_id=unit.id if unit else None,
                valid_from=SINCE,
            )
        )
        db.session.add(user)
        db.session.flush()
        self.shown.append(
            {
                "role": role.value,
                "username": username,
                "password": password,
                "government": government.code if government else None,
                "unit": unit.name if unit else None,
            }
        )
        return actor_of(user)
