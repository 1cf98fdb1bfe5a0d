"""Signing does not care who calls it: also inside an event loop that is running already."""

import asyncio

import pytest

from app.reports.rules.signing import Hand
from app.reports.signing.alone import alone
from app.reports.signing.certificate import OfficeCertificate
from app.reports.signing.looking import look_at
from tests.factories.documents import plan_document
from tests.factories.signing import PASSPHRASE, Authority


def test_inside_a_running_loop(make_plan):
    pdf = make_plan(plan_document(units=1, lines=2))
    key = OfficeCertificate(Authority().p12())

    async def called():
        signed = key.sign(pdf, Hand("Nama Uji", "Jabatan Uji", passphrase=PASSPHRASE), "Rencana aksi")
        return signed, look_at(signed)

    signed, seen = asyncio.run(called())
    assert signed.startswith(pdf)
    assert seen is not None
    assert seen.is_intact


def test_what_fails_fails_where_it_was_asked_for():
    def work():
        raise LookupError("tidak ada")

    with pytest.raises(LookupError, match="tidak ada"):
        alone(work)
