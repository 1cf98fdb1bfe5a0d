"""From files to tables, and frozen there."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from app.access import SYSTEM
from app.audit import AuditEntry
from app.db import db
from app.instrument.actions import ChangedAfterPublishing, load_draft, publish
from app.instrument.freezing import PublishedIsFrozen
from app.instrument.loader import available_versions, read_version
from app.instrument.models import Indicator, InstrumentVersion, Level, LibraryAction
from app.instrument.queries import load_questionnaire, published_versions
from app.instrument.questionnaire import InstrumentState
from tests.factories import instrument as make

pytestmark = pytest.mark.usefixtures("db_session")


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("code", available_versions())
def test_every_version_comes_back_from_the_tables_as_it_was_written(code):
    content = read_version(code)
    version = publish(SYSTEM, content)
    identity, fingerprint = version.id, version.sha256
    db.session.commit()
    db.session.expunge_all()
    stored = load_questionnaire(identity)
    assert stored.canonical() == content.canonical()
    assert stored.fingerprint() == fingerprint
    assert all(
        indicator.id and all(action.id for action in indicator.actions) for indicator in stored.indicators
    )


def test_publishing_says_who_and_when_in_the_log():
    version = make.published()
    db.session.commit()
    assert version.published_at is not None
    actions = db.session.scalars(select(AuditEntry.action).where(AuditEntry.record_id == version.id)).all()
    assert sorted(actions) == ["instrument.loaded", "instrument.published"]


def test_publishing_the_same_content_again_changes_nothing():
    first = make.published()
    moment = first.published_at
    db.session.commit()
    again = make.published()
    db.session.commit()
    assert (again.id, again.published_at) == (first.id, moment)
    assert count(InstrumentVersion) == 1
    assert count(AuditEntry) == 2


def test_changed_content_of_a_published_version_is_refused():
    make.published()
    with pytest.raises(ChangedAfterPublishing):
        publish(SYSTEM, replace(make.questionnaire(), title="Lain"))
    with pytest.raises(ChangedAfterPublishing):
        load_draft(SYSTEM, replace(make.questionnaire(), title="Lain"))


def test_a_draft_is_replaced_whole_and_is_no_version_for_rounds():
    make.drafted()
    db.session.commit()
    changed = make.drafted(replace(make.questionnaire(), title="Lain"))
    db.session.commit()
    assert changed.title == "Lain"
    assert (count(InstrumentVersion), count(Indicator), count(Level), count(LibraryAction)) == (1, 5, 25, 15)
    assert published_versions() == []
    publish(SYSTEM, replace(make.questionnaire(), title="Lain"))
    assert published_versions() == [changed]


class TestFrozen:
    def test_no_session_changes_the_version_or_anything_below_it(self):
        version = make.published()
        indicator = version.categories[0].indicators[0]
        changes = (
            (version, "title"),
            (version.categories[0], "name"),
            (indicator, "text"),
            (indicator.levels[0], "description"),
            (indicator.actions[0], "activity"),
        )
        for record, field in changes:
            setattr(record, field, "Diubah")
            with pytest.raises(PublishedIsFrozen):
                db.session.flush()
            db.session.expire(record)

    def test_no_session_adds_to_it(self):
        indicator = make.published().categories[0].indicators[0]
        db.session.commit()
        db.session.add(
            LibraryAction(
                indicator_id=indicator.id,
                code="K-01-A9",
                to_level=2,
                activity="Tambahan",
                output_indicator="Tambahan",
                unit_of_measure="kali",
                usual_year=2021,
                responsible="Perangkat daerah",
                position=9,
            )
        )
        with pytest.raises(PublishedIsFrozen):
            db.session.flush()

    def test_no_session_deletes_it(self):
        version = make.published()
        db.session.commit()
        db.session.delete(version)
        with pytest.raises(PublishedIsFrozen):
            db.session.flush()

    def test_no_session_takes_it_back(self):
        version = make.published()
        db.session.commit()
        version.state, version.published_at = InstrumentState.DRAFT, None
        with pytest.raises(PublishedIsFrozen):
            db.session.flush()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE instrument_version SET title = 'Diubah'",
            "UPDATE instrument_version SET state = 'draft', published_at = NULL",
            "DELETE FROM instrument_version",
            "UPDATE instrument_category SET weight = 99",
            "UPDATE indicator SET targets = '{}'",
            "DELETE FROM indicator",
            "UPDATE indicator_level SET description = 'Diubah'",
            "DELETE FROM library_action",
            (
                "INSERT INTO indicator_level (id, indicator_id, level, description)"
                " SELECT 'x', id, 1, 'Diubah' FROM indicator LIMIT 1"
            ),
        ],
    )
    def test_the_database_itself_refuses(self, statement):
        make.published()
        db.session.commit()
        with pytest.raises(DatabaseError, match="a published instrument does not change"):
            db.session.execute(text(statement))

    def test_a_draft_beside_it_may_change(self):
        make.published()
        draft = make.drafted(make.questionnaire("lain"))
        db.session.commit()
        draft.title = "Diubah"
        db.session.flush()
        db.session.execute(
            text(
                "DELETE FROM library_action WHERE indicator_id IN"
                " (SELECT id FROM indicator WHERE version_id = :id)"
            ),
            {"id": draft.id},
        )
        assert count(LibraryAction) == 15


def test_reading_a_version_takes_few_queries_whatever_its_size(count_queries):
    identity = publish(SYSTEM, read_version("2021")).id
    db.session.commit()
    db.session.expunge_all()
    with count_queries() as queries:
        load_questionnaire(identity)
    assert len(queries) == 5


def test_a_version_that_does_not_exist_is_an_error():
    with pytest.raises(LookupError):
        load_questionnaire("nothing")
