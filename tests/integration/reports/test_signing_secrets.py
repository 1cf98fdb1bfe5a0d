"""Secrets of whoever signs are in no table, log, job, session or file, whatever way the signing went."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select

from app.db import db
from app.plans.actions import accept_plan
from app.reports.signing.certificate import OfficeCertificate
from tests.factories import plans
from tests.factories import signing as factory
from tests.integration.reports.signed import address, printed, send, signatures

SECRETS = (factory.PASSPHRASE, "frasa-yang-salah-9921", factory.IDENTITY)


@pytest.fixture
def row(app, desk, tmp_path, monkeypatch):
    submission = plans.in_review(desk)
    accept_plan(desk.act(desk.reviewer), desk.plan, submission)
    return printed(desk, record=submission.id)


def everything_stored():
    """Every value of every table as text."""
    metadata = MetaData()
    metadata.reflect(db.session.connection())
    for table in metadata.tables.values():
        for found in db.session.execute(select(table)):
            yield table.name, " ".join(str(value) for value in found)


def test_no_secret_is_kept_anywhere(app, desk, sign_in, row, tmp_path, caplog, capfd, monkeypatch):
    caplog.set_level(logging.DEBUG)
    keys = tmp_path / "keys"
    monkeypatch.setitem(app.config, "SIGNING_FOLDER", str(keys))
    office = factory.Office(keys, desk.government.code)
    authority = factory.Authority()
    office.certificate(authority.p12())
    browser = sign_in(desk.coordinator)
    answers = [send(browser, row, passphrase="frasa-yang-salah-9921")]
    with factory.provider_client(authority.p12()) as client:
        office.provider(client.url)
        client.status, client.answer = (
            500,
            factory.PASSPHRASE.encode(),
        )  # a service that repeats what it was told
        answers.append(send(browser, row, "provider", key="p" * 22))
        client.status, client.answer = 200, None
        answers.append(send(browser, row, "provider", key="q" * 22))
    answers.append(browser.get(address(row)))
    assert len(signatures()) == 1
    stored = list(everything_stored())
    assert {"audit_entry", "job", "document_signature", "idempotency_key"} <= {table for table, _ in stored}
    spoken = caplog.text + "".join(capfd.readouterr())
    for secret in SECRETS:
        assert [table for table, text in stored if secret in text] == []
        assert secret not in spoken
    for secret in SECRETS[:2]:
        assert all(secret not in answer.text for answer in answers)
    for path in Path(app.instance_path).rglob("*"):  # sessions, files, mails
        if path.is_file():
            content = path.read_bytes()
            assert all(secret.encode() not in content for secret in SECRETS), path


def test_an_unforeseen_failure_speaks_of_no_secret(app, desk, sign_in, row, tmp_path, caplog, monkeypatch):
    monkeypatch.setitem(app.config, "SIGNING_FOLDER", str(tmp_path / "keys"))
    factory.Office(tmp_path / "keys", desk.government.code).certificate(factory.Authority().p12())

    def fall(*_args, **_kwargs):
        raise RuntimeError("galat")

    browser = sign_in(desk.coordinator)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with monkeypatch.context() as broken:
        broken.setattr(OfficeCertificate, "_signed", fall)
        answer = send(browser, row)
    assert answer.status_code == 500
    assert factory.PASSPHRASE not in answer.text
    assert factory.PASSPHRASE not in caplog.text
    assert send(browser, row, key="t" * 22).status_code == 302
    assert len(signatures()) == 1  # the claim did not stay
