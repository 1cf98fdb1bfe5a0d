"""What a page asks of the database does not grow with what stands on it."""

from flask import g
from flask_babel import force_locale, get_translations
from sqlalchemy import text

from app.assessment.measuring import BESIDE_ANSWERS, figures_beside
from app.assessment.queries import load_sheet
from app.assessment.queries.standing import zone_of
from app.complaints.measures import register_measures
from app.db import utc_now
from app.organisations.models import Government
from tests.factories import assessment as rounds
from tests.factories import organisations as make


def test_all_figures_beside_an_answer_come_from_one_reading_of_the_register(place, count_selects):
    register_measures()
    own = place.assessment()
    figures_beside(own, utc_now())
    with count_selects() as queries:
        found = figures_beside(own, utc_now())
    assert [figure.name for figure in found] == list(BESIDE_ANSWERS)
    counting = [query for query in queries if "complaint.received_on >=" in query]
    assert len(counting) == 1, "the month that the period cuts"
    assert len(queries) <= 8, "all counts, their cut-off, and a look for sources"


def test_a_government_is_read_once_however_many_ask_for_it(db_session, count_selects):
    own_id = make.government().id
    db_session.commit()
    db_session.expunge_all()
    with count_selects() as queries:
        for _ in range(5):
            assert zone_of(own_id) == "Asia/Makassar"
    assert len([query for query in queries if "FROM government" in query]) == 1


def test_a_changed_government_is_seen_after_the_commit(db_session):
    own_id = make.government().id
    db_session.commit()
    db_session.expunge_all()
    held = db_session.get_one(Government, own_id)
    db_session.execute(text("UPDATE government SET name = 'Kabupaten Baru' WHERE id = :id"), {"id": own_id})
    db_session.commit()
    assert db_session.get_one(Government, own_id).name == held.name == "Kabupaten Baru"


def test_the_catalogue_follows_the_language_in_force(app):
    with app.test_request_context():
        indonesian = get_translations()
        assert get_translations() is indonesian
        with force_locale("en"):
            assert get_translations() is not indonesian
        assert get_translations() is indonesian
        assert g.catalogue[1] is indonesian


def test_evidence_is_counted_and_not_read_unless_somebody_wants_all_of_it(place, count_selects):
    own = rounds.filled(place.admin(), place.assessment())
    with count_selects() as queries:
        light = load_sheet(own)
    assert not any("stored_file" in query for query in queries)
    whole = load_sheet(own, with_evidence=True)
    counted = [line.facts.evidence_count for line in light.lines]
    assert counted == [line.facts.evidence_count for line in whole.lines]
    assert sum(counted) > 0


def test_one_line_is_read_alone(place, count_selects):
    own = rounds.filled(place.admin(), place.assessment())
    with count_selects() as queries:
        sheet = load_sheet(own, only="K-01")
    assert [line.spec.code for line in sheet.lines] == ["K-01"]
    assert sheet.lines[0].facts == rounds.line(own, "K-01").facts
    assert len(queries) == 2
