"""Many at the same moment: one submission stays one, and receipts never share a number."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import select

from app.assessment.models import Receipt
from app.db import db, new_id
from tests.factories import assessment as rounds
from tests.factories import organisations as make


def send_from(app: Flask, person, assessment_id: str, key: str) -> int:
    client = app.test_client()
    with app.app_context():
        make.login(client, person)
    return client.post(f"/asesmen/isian/{assessment_id}/kirim", data={"idempotency_key": key}).status_code


def test_one_sheet_sent_by_many_hands_gives_one_receipt(app: Flask, place):
    own = rounds.filled(place.admin(), place.assessment())
    admin, own_id = place.admins[0], own.id
    db.session.commit()
    db.session.refresh(admin)
    db.session.expunge_all()
    db.session.rollback()
    with ThreadPoolExecutor(6) as hands:
        answers = list(hands.map(lambda _: send_from(app, admin, own_id, new_id()), range(6)))
    assert answers == [302] * 6, "whoever comes later is led to the receipt"
    assert len(db.session.scalars(select(Receipt)).all()) == 1


def test_sheets_sent_at_once_get_numbers_of_their_own(app: Flask, db_session, register):
    place = rounds.place(units=5)
    sheets = []
    for number in range(5):
        own = rounds.filled(place.admin(number), place.assessment(number))
        sheets.append((place.admins[number], own.id))
    db.session.commit()
    for admin, _ in sheets:
        db.session.refresh(admin)
    db.session.expunge_all()
    db.session.rollback()
    with ThreadPoolExecutor(5) as hands:
        answers = list(hands.map(lambda sheet: send_from(app, sheet[0], sheet[1], new_id()), sheets))
    assert answers == [302] * 5
    numbers = db.session.scalars(select(Receipt.number).order_by(Receipt.number)).all()
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003", "0004", "0005"]
