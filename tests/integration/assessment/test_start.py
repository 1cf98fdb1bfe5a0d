"""The start page of an OPD tells the truth about its sheet."""

from datetime import timedelta

from flask import Flask

from tests.factories import assessment as rounds
from tests.style_guide import assert_page, words


def test_a_sheet_that_missed_the_deadline_is_not_called_done(app: Flask, db_session, register, sign_in):
    place = rounds.place(
        opens_on=rounds.TODAY - timedelta(days=20), closes_on=rounds.TODAY - timedelta(days=2)
    )
    text = words(assert_page(sign_in(place.admins[0]).get("/"), app))
    assert "Tenggat asesmen sudah lewat" in text
    assert "Tidak ada yang menunggu" not in text
