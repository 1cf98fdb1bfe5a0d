"""Reminders that the coordinator sends from the own telephone: a link with the text ready to go."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from sqlalchemy import select

from app.assessment.addresses import sheet_path
from app.assessment.queries.board import Board, BoardRow
from app.assessment.queries.people import opd_admin_ids
from app.assessment.queries.standing import zone_of
from app.assessment.states import AssessmentState
from app.db import day_in, db
from app.organisations.models import User
from app.organisations.rules.names import whatsapp_number

_WAITING = (AssessmentState.DRAFT, AssessmentState.RETURNED)


def reminder_links(board: Board) -> dict[str, list[tuple[str, str]]]:
    """(name, wa.me link) of every admin with a number, by the id of each assessment shown that was not sent."""
    round_ = board.round
    waiting = [row for row in board.rows if row.state in _WAITING]
    zone = ZoneInfo(zone_of(round_.government_id))
    today = day_in(zone.key)
    admins = opd_admin_ids(round_.government_id, [row.unit.id for row in waiting], today)
    numbers = _numbers({user_id for found in admins.values() for user_id in found})
    links = {}
    for row in waiting:
        text = quote(_text(row, round_.title, row.deadline.astimezone(zone).date()), safe="")
        links[row.assessment.id] = [
            (name, f"https://wa.me/{number}?text={text}")
            for name, number in (
                numbers[user_id] for user_id in admins.get(row.unit.id, ()) if user_id in numbers
            )
        ]
    return {assessment_id: found for assessment_id, found in links.items() if found}


def _numbers(user_ids: set[str]) -> Mapping[str, tuple[str, str]]:
    rows = db.session.execute(select(User.id, User.name, User.phone).where(User.id.in_(sorted(user_ids))))
    return {user_id: (name, number) for user_id, name, phone in rows if (number := whatsapp_number(phone))}


def _text(row: BoardRow, round_title: str, until: date) -> str:
    """In Indonesian whatever the coordinator reads: it goes to somebody else."""
    site = str(current_app.config["PUBLIC_URL"]).rstrip("/")
    with force_locale("id"):
        words = {
            "unit": row.unit.name,
            "round": round_title,
            "deadline": format_date(until, "d MMMM y"),
            "address": site + sheet_path(row.assessment.id),
        }
        if row.state == AssessmentState.RETURNED:
            text = _(
                "Yth. Admin %(unit)s, ada jawaban %(round)s yang perlu diperbaiki sebelum %(deadline)s: %(address)s",
                **words,
            )
        else:
            text = _(
                "Yth. Admin %(unit)s, %(round)s belum dikirim. Tenggatnya %(deadline)s: %(address)s",
                **words,
            )
    return str(text)
