"""Every document of another government: it cannot be asked for, and asking leaves nothing behind."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import db, new_id
from app.reports.catalogue import DOCUMENTS
from app.reports.models import GeneratedDocument
from tests.access.conftest import signed_in
from tests.access.world import ATTACKERS, CANARY, THEIRS, Attacker, government


@pytest.mark.parametrize("attacker", ATTACKERS, ids=lambda found: found.label)
def test_none_can_be_asked_for(world: Flask, attacker: Attacker) -> None:
    theirs = government(THEIRS)
    knocking = signed_in(world, attacker)
    before = db.session.scalar(select(func.count()).select_from(GeneratedDocument))
    wrong = []
    for name in DOCUMENTS:
        for owner in filter(None, (theirs, theirs.parent)):
            address = f"/laporan/buat/{name}?pemerintah={owner.code}&idempotency_key={new_id()}"
            for method in ("GET", "POST"):
                status, _target, text = knocking.knock(method, address)
                # Whoever orders no document at all is told so before anything is looked up.
                if status not in (403, 404) or CANARY in text:
                    wrong.append((name, owner.code, method, status))
    assert not wrong
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(GeneratedDocument)) == before
