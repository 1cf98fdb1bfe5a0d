"""The coordinator reminds from the own telephone, with a text that is ready."""

from urllib.parse import parse_qs, urlsplit

from flask_babel import force_locale

from app.access import Role
from app.assessment.queries import BoardFilter, load_board
from app.assessment.whatsapp import reminder_links
from app.db import utc_now
from tests.factories import assessment as rounds
from tests.factories import organisations as make

BOARD = "/asesmen/papan"


def links(place):
    return reminder_links(load_board(place.round, BoardFilter(), utc_now()))


def test_the_text_names_opd_round_deadline_and_address(db_session, place):
    place.admins[0].phone = "0800-0000-0001"
    db_session.flush()
    with force_locale("en"):
        ((name, link),) = links(place)[place.assessment(0).id]
    assert name == place.admins[0].name
    address = urlsplit(link)
    assert (address.scheme, address.netloc, address.path) == ("https", "wa.me", "/6280000000001")
    (text,) = parse_qs(address.query)["text"]
    assert text.startswith(f"Yth. Admin {place.units[0].name}, {place.round.title} belum dikirim")
    assert text.endswith(f"http://127.0.0.1:8000/asesmen/isian/{place.assessment(0).id}")


def test_nobody_without_a_number_and_nobody_who_has_sent(db_session, place):
    place.admins[0].phone = "tidak ada"
    place.admins[1].phone = "0800-0000-0002"
    db_session.flush()
    assert set(links(place)) == {place.assessment(1).id}
    rounds.submitted(place.admin(1), place.assessment(1))
    assert links(place) == {}


def test_only_who_verifies_sees_the_numbers(db_session, place, sign_in):
    place.admins[0].phone = "0800-0000-0001"
    leader = make.user_with(Role.LEADER, place.government)
    db_session.commit()
    assert "wa.me/6280000000001" in sign_in(place.coordinator).get(BOARD).text
    assert "wa.me" not in sign_in(leader).get(BOARD).text
