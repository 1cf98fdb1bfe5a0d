"""The next round asks again only what has changed; the rest is settled by saying that it still holds."""

from dataclasses import replace

import pytest

from app.access import Role
from app.assessment.actions.confirming import confirm_carried
from app.assessment.queries import load_sheet
from app.assessment.queries.carried import Carried, carried_of
from app.assessment.rules import ForbiddenStep
from app.audit.models import AuditEntry
from app.db import db, utc_now
from app.instrument.comparing import Change
from tests.factories import assessment as rounds
from tests.factories import instrument as questions
from tests.factories import organisations as make
from tests.style_guide import assert_page, words


@pytest.fixture
def later(place):
    """A year on, with a version that rewords K-01 and adds K-09; the first OPD had answered everything."""
    rounds.verified(place)
    content = rounds.content("baru")
    policy = content.categories[0]
    reworded = replace(policy.indicators[0], text="Pertanyaan yang dibunyikan lain")
    added = questions.indicator("K-09", text="Pertanyaan yang baru")
    categories = [
        replace(policy, indicators=(reworded, *policy.indicators[1:], added)),
        *content.categories[1:],
    ]
    version = questions.published(questions.questionnaire("baru", categories))
    round_ = rounds.opened(place.government, version, place.coordinator, year=rounds.YEAR + 1)
    db.session.commit()
    return rounds.assessment_of(round_, place.units[0])


def sheet_path(assessment):
    return f"/asesmen/isian/{assessment.id}"


def waiting(assessment):
    return {line.spec.code for line in load_sheet(assessment).lines if line.facts.needs_review}


def came(assessment) -> Carried:
    found = carried_of(load_sheet(assessment))
    assert found is not None
    return found


def test_what_came_along_is_sorted_by_what_became_of_the_question(later):
    carried = came(later)
    assert [line.spec.code for line in carried.changed] == ["K-01"]
    assert [line.spec.code for line in carried.added] == ["K-09"]
    assert {line.spec.code for line in carried.confirmable} == waiting(later) - {"K-01"}
    assert carried.comparison.by_code["K-01"].change is Change.REWORDED


def test_the_task_list_names_what_changed_and_settles_the_rest(app, place, later, sign_in):
    browser = sign_in(place.admins[0])
    page = words(assert_page(browser.get(sheet_path(later)), app))
    assert "1 pertanyaan berubah bunyinya" in page
    assert "1 pertanyaan baru belum dijawab" in page
    for _ in range(2):
        assert browser.post(f"{sheet_path(later)}/masih-berlaku").status_code == 302
    db.session.expire_all()
    assert waiting(later) == {"K-01"}
    entries = db.session.query(AuditEntry).filter(AuditEntry.action == "answers.confirmed").all()
    assert len(entries) == 1
    page = words(assert_page(browser.get(sheet_path(later)), app))
    assert "Nyatakan" not in page


def test_the_old_wording_stands_beside_the_question(app, place, later, sign_in):
    page = words(assert_page(sign_in(place.admins[0]).get(f"{sheet_path(later)}/K-01"), app))
    assert "Pertanyaan ini berubah bunyinya" in page
    assert "Dahulu: Pertanyaan K-01" in page


def test_an_incomplete_answer_is_not_settled_with_the_others(place, later):
    line = rounds.line(later, "K-02")
    line.stored.self_reason = ""
    for item in list(line.stored.evidence):
        db.session.delete(item)
    db.session.flush()
    db.session.expire_all()
    codes = {one.spec.code for one in came(later).confirmable}
    assert "K-02" not in codes


def test_nothing_is_offered_in_a_first_round(app, place, sign_in):
    assert carried_of(load_sheet(place.assessment())) is None
    page = words(assert_page(sign_in(place.admins[0]).get(sheet_path(place.assessment())), app))
    assert "Dibawa dari" not in page


def test_only_the_unit_itself_says_so(place, later, sign_in):
    with pytest.raises(ForbiddenStep):
        confirm_carried(place.lead, later, [rounds.line(later, "K-02").spec.id], utc_now())
    other = make.user_with(Role.LEADER, place.government)
    assert sign_in(other).post(f"{sheet_path(later)}/masih-berlaku").status_code == 403
    assert "K-02" in waiting(later)


def test_the_page_of_changes(app, place, later, sign_in):
    browser = sign_in(place.admins[0])
    page = words(assert_page(browser.get("/instrumen/baru/perubahan?dari=" + place.version.code), app))
    assert "Pertanyaan yang baru" in page
    assert "Dahulu: Pertanyaan K-01" in page
    assert browser.get("/instrumen/baru/perubahan?dari=tidak-ada").status_code == 404
    assert browser.get("/instrumen/tidak-ada/perubahan").status_code == 404
