"""The library of practices: measured from accepted plans, found by gap, taken over with its origin."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.access import Role
from app.assessment.actions import change_round
from app.assessment.states import RoundState
from app.audit.models import AuditEntry
from app.db import as_system, db, utc_now
from app.jobs.models import Job
from app.plans import practice_jobs
from app.plans.actions import carry_over, create_plan, delete_line, merge_lines, set_goals
from app.plans.actions.practices import AskedNoMore, adopt, measure
from app.plans.models import LineAdoption, PlanLine, Practice
from app.plans.queries.practices import PracticeQuery, own_gaps, practice, practices, taken_over
from app.plans.rules import WrongState
from app.plans.rules.practices import PracticeEffect, Size
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.factories import plans
from tests.factories import progress as reports
from tests.style_guide import assert_page, words


def indicator(desk, code):
    from app.plans.queries.compiling import questionnaire_of

    return next(spec.id for spec in questionnaire_of(desk.plan).indicators if spec.code == code)


def answered_round(desk, level, *, year, close=True):
    """Another round of the same government, in which its first OPD answers K-01 with this level."""
    round_ = rounds.opened(desk.government, desk.place.version, desk.coordinator, year=year)
    assessment = rounds.assessment_of(round_, desk.place.units[0])
    rounds.filled(desk.place.admin(), assessment)
    rounds.answered(desk.place.admin(), assessment, "K-01", str(level))
    from app.assessment.actions import submit

    submit(desk.place.admin(), assessment)
    if close:
        change_round(
            desk.place.lead,
            round_,
            title=round_.title,
            opens_on=round_.opens_at.date(),
            closes_on=round_.closes_at.date(),
            state=RoundState.CLOSED,
            seen_version=round_.version,
        )
    return round_


@pytest.fixture
def teacher(db_session):
    """A regency whose plan was accepted: one line for K-01, which stands at level 3 in one OPD, one line without."""
    desk = plans.desk(scored=1)
    plans.line(desk, "Menerbitkan kebijakan", category_code="kebijakan", indicator_id=indicator(desk, "K-01"))
    plans.line(desk, "Membeli komputer")
    plans.accepted(desk)
    measure(desk.government.id)
    db_session.commit()
    return desk


@pytest.fixture
def pupil(db_session, teacher):
    """Another regency, drafting, with the same questions."""
    government = make.government(parent=teacher.province)
    place = rounds.place(2, version=teacher.place.version, government=government)
    rounds.submitted(place.admin(), place.assessment())
    desk = plans.Desk(
        province=teacher.province,
        place=place,
        plan=create_plan(place.lead, place.round, "Rencana murid", plans.YEARS),
        leader=make.user_with(Role.LEADER, government),
        reviewer=teacher.reviewer,
        supervisor=teacher.supervisor,
        ombudsman=teacher.ombudsman,
    )
    db_session.commit()
    return desk


def found(app, **wanted):
    with app.test_request_context():
        return {each.activity: each for each in practices(PracticeQuery(**wanted)).rows}


def practice_of(activity="Menerbitkan kebijakan") -> Practice:
    with as_system():
        return db.session.scalars(select(Practice).where(Practice.activity == activity)).one()


def test_a_line_is_not_measured_before_a_later_round_is_finished(teacher):
    answered_round(teacher, 5, year=rounds.YEAR + 1, close=False)
    measure(teacher.government.id)
    row = practice_of()
    assert row.effect is PracticeEffect.UNKNOWN
    assert row.level_before is None
    assert row.year_after is None


def test_levels_of_the_finished_round_are_held_against_those_of_the_plan(teacher):
    answered_round(teacher, 5, year=rounds.YEAR + 1)
    measure(teacher.government.id)
    row = practice_of()
    assert (row.level_before, row.level_after, row.level_units) == (3, 5, 1)
    assert row.gain == pytest.approx(1.0)  # two levels in one of two OPD
    assert row.effect is PracticeEffect.BETTER
    assert (row.year_before, row.year_after) == (rounds.YEAR, rounds.YEAR + 1)
    assert practice_of("Membeli komputer").effect is PracticeEffect.UNKNOWN


def test_a_round_whose_time_is_over_counts_as_finished(teacher):
    round_ = answered_round(teacher, 1, year=rounds.YEAR + 1, close=False)
    round_.opens_at, round_.closes_at = utc_now() - timedelta(days=9), utc_now() - timedelta(days=1)
    measure(teacher.government.id)
    assert practice_of().effect is PracticeEffect.WORSE


def test_the_latest_finished_round_counts(teacher):
    answered_round(teacher, 5, year=rounds.YEAR + 1)
    answered_round(teacher, 1, year=rounds.YEAR + 2)
    measure(teacher.government.id)
    assert practice_of().level_after == 1


def test_a_round_before_the_plan_says_nothing_about_it(teacher):
    answered_round(teacher, 1, year=rounds.YEAR - 1)
    measure(teacher.government.id)
    assert practice_of().effect is PracticeEffect.UNKNOWN


def test_verified_progress_stands_beside_it(db_session):
    desk, lines = reports.accepted()
    period = reports.opened(desk)
    reports.verified(desk, period, lines[0], output=20)
    reports.sent(desk, period, lines[1], 1, output=40)
    measure(desk.government.id)
    row = practice_of("Kegiatan 1")
    assert (row.progress_share, row.progress_year, row.progress_quarter) == (0.5, 2021, 1)
    assert practice_of("Kegiatan 2").progress_share is None  # sent, and nobody checked it


def test_measuring_again_keeps_the_rows_and_their_addresses(teacher):
    before = practice_of().id
    assert measure(teacher.government.id) == 2
    assert practice_of().id == before
    assert db.session.scalar(select(func.count(Practice.id))) == 2


def test_only_accepted_plans_teach(app, db_session, teacher, pupil):
    plans.line(pupil, "Rahasia dalam draf")
    assert measure(pupil.government.id) == 0
    plans.sent(pupil)
    assert measure(pupil.government.id) == 0
    db_session.commit()
    assert "Rahasia dalam draf" not in found(app)


def test_deleted_lines_teach_nothing(db_session):
    desk = plans.desk()
    gone = plans.line(desk, "Dibuang")
    plans.line(desk, "Tetap")
    delete_line(desk.place.lead, desk.plan, gone, "Tidak perlu")
    plans.accepted(desk)
    assert measure(desk.government.id) == 1


def test_acceptance_asks_for_measuring_and_the_day_asks_once(app, db_session):
    desk = plans.desk()
    plans.accepted(desk)
    wanted = select(Job).where(Job.name == practice_jobs.JOB)
    assert [job.payload for job in db.session.scalars(wanted)] == [{"government_id": desk.government.id}]
    practice_jobs.ask_for_daily_measuring()
    practice_jobs.ask_for_daily_measuring()
    assert len(db.session.scalars(wanted.where(Job.government_id.is_(None))).all()) == 1


@pytest.mark.parametrize(
    ("wanted", "hit"),
    [
        ({"words": "KEBIJAKAN menerbit"}, {"Menerbitkan kebijakan"}),
        ({"words": "tidak-ada-kata-ini"}, set()),
        ({"gap": "K-01"}, {"Menerbitkan kebijakan"}),
        ({"gap": "K-02"}, set()),
        ({"category": "sdm"}, {"Membeli komputer"}),
        ({"size": Size.SMALL}, {"Menerbitkan kebijakan", "Membeli komputer"}),
        ({"size": Size.LARGE}, set()),
        ({"effect": PracticeEffect.UNKNOWN}, {"Menerbitkan kebijakan", "Membeli komputer"}),
        ({"effect": PracticeEffect.BETTER}, set()),
        ({"words": "100%"}, set()),
    ],
)
def test_searching(app, teacher, wanted, hit):
    assert set(found(app, **wanted)) == hit


def test_the_name_of_the_government_is_found(app, teacher):
    assert len(found(app, words=teacher.government.name.split()[-1])) == 2


def test_own_gaps_come_first(pupil, sign_in):
    assert "K-01" not in own_gaps(pupil.plan)  # level 3, and nobody aims higher
    set_goals(pupil.place.lead, pupil.plan, {("K-01", 2024): 5})
    assert own_gaps(pupil.plan)["K-01"] == 1
    db.session.commit()
    page = sign_in(pupil.coordinator).get("/praktik-baik").text
    assert "1 OPD Anda di bawah sasaran" in page


@pytest.mark.parametrize("person", ["coordinator", "leader", "admin", "reviewer", "supervisor", "ombudsman"])
def test_everybody_reads_it(app, teacher, pupil, sign_in, person):
    browser = sign_in(getattr(pupil, person))
    text = words(assert_page(browser.get("/praktik-baik"), app))
    assert "Menerbitkan kebijakan" in text
    page = words(assert_page(browser.get(f"/praktik-baik/{practice_of().id}"), app))
    assert "Level belum terukur" in page
    assert ("Ambil ke rencana saya" in page) == (person == "coordinator")
    assert ("Usulkan untuk OPD saya" in page) == (person == "admin")


def test_an_empty_library_says_so(app, db_session, sign_in):
    desk = plans.desk()
    db_session.commit()
    assert "Belum ada praktik" in words(assert_page(sign_in(desk.coordinator).get("/praktik-baik"), app))


def take(browser, desk, row):
    return browser.post(f"/rencana-aksi/{desk.plan.id}/praktik-baik/{row.id}")


def mine(desk):
    return list(
        db.session.scalars(
            select(PlanLine).where(PlanLine.plan_id == desk.plan.id, PlanLine.deleted_at.is_(None))
        )
    )


def test_taking_one_over_brings_the_words_and_the_origin_and_no_numbers(app, teacher, pupil, sign_in):
    browser = sign_in(pupil.coordinator)
    row = practice_of()
    answer = take(browser, pupil, row)
    (line,) = mine(pupil)
    assert answer.location.endswith(f"/rencana-aksi/baris/{line.id}")
    assert (line.activity, line.indicator_id) == ("Menerbitkan kebijakan", indicator(pupil, "K-01"))
    assert (line.targets, line.budgets, line.responsible_unit_id) == ({}, {}, None)
    assert line.remarks == f"Diadaptasi dari rencana aksi {teacher.government.name} ({row.receipt_number})."
    page = words(assert_page(browser.get(f"/rencana-aksi/baris/{line.id}/asal"), app))
    assert f"Praktik baik dari {teacher.government.name}" in page
    log = select(AuditEntry).where(AuditEntry.action == "plan.line_adopted")
    assert db.session.scalars(log).one().government_id == pupil.government.id


def test_a_double_click_makes_one_line(teacher, pupil, sign_in):
    browser = sign_in(pupil.coordinator)
    row = practice_of()
    first, second = take(browser, pupil, row), take(browser, pupil, row)
    assert first.location == second.location
    assert len(mine(pupil)) == 1
    assert "Sudah ada dalam rencana Anda" in browser.get(f"/praktik-baik/{row.id}").text


def test_a_plan_that_says_the_same_already_gets_no_second_line(app, teacher, pupil, sign_in):
    own = plans.line(pupil, "MENERBITKAN  kebijakan", category_code="kebijakan")
    db.session.commit()
    browser = sign_in(pupil.coordinator)
    answer = take(browser, pupil, practice_of())
    assert [line.id for line in mine(pupil)] == [own.id]
    assert answer.location.endswith(f"/rencana-aksi/baris/{own.id}")
    assert db.session.scalars(select(LineAdoption)).one().line_id == own.id
    page = browser.get(f"/rencana-aksi/baris/{own.id}").text
    assert "sudah ada dalam rencana Anda" in page


def test_a_line_that_was_deleted_can_be_taken_again(teacher, pupil, sign_in):
    browser, row = sign_in(pupil.coordinator), practice_of()
    take(browser, pupil, row)
    (line,) = mine(pupil)
    delete_line(pupil.place.lead, pupil.plan, line, "Salah")
    db.session.commit()
    take(browser, pupil, row)
    assert len(mine(pupil)) == 1


def test_others_see_how_many_took_it_and_not_who(app, teacher, pupil, sign_in):
    assert taken_over(practice_of()) == 0
    adopt(pupil.place.lead, pupil.plan, practice_of())
    db.session.commit()
    row = practice(practice_of().id)
    assert row is not None
    assert taken_over(row) == 1
    page = sign_in(teacher.coordinator).get(f"/praktik-baik/{row.id}").text
    assert "1 pemerintah daerah lain mengambilnya" in page
    assert pupil.government.name not in page


def test_a_plan_that_was_sent_takes_nothing(teacher, pupil, sign_in):
    plans.sent(pupil)
    db.session.commit()
    assert take(sign_in(pupil.coordinator), pupil, practice_of()).status_code == 409
    with pytest.raises(WrongState):
        adopt(pupil.place.lead, pupil.plan, practice_of())


@pytest.mark.parametrize("person", ["leader", "admin", "reviewer", "supervisor", "ombudsman"])
def test_nobody_else_takes_it_into_the_plan(teacher, pupil, sign_in, person):
    answer = take(sign_in(getattr(pupil, person)), pupil, practice_of())
    assert answer.status_code == 403
    assert not mine(pupil)


def test_not_into_the_plan_of_another_government(teacher, pupil, sign_in):
    stranger = plans.desk()
    db.session.commit()
    assert take(sign_in(stranger.coordinator), pupil, practice_of()).status_code == 404
    assert not mine(pupil)


def test_not_from_ones_own_plan(teacher, sign_in):
    assert take(sign_in(teacher.coordinator), teacher, practice_of()).status_code == 404


def test_a_category_that_is_asked_no_more_is_refused(db_session, teacher):
    other = plans.desk()
    row = practice_of()
    row.category_code = "lama"
    with pytest.raises(AskedNoMore):
        adopt(other.place.lead, other.plan, row)


def test_an_opd_begins_a_proposal_with_it(teacher, pupil, sign_in):
    page = sign_in(pupil.admin).get(f"/usulan/baru?praktik={practice_of().id}").text
    assert "Menerbitkan kebijakan" in page
    assert "Diadaptasi dari rencana aksi" in page
    assert "Diadaptasi" not in sign_in(pupil.admin).get("/usulan/baru?praktik=tidak-ada").text


def test_the_origin_goes_along_when_lines_are_merged_and_when_plans_follow(teacher, pupil):
    adopted = adopt(pupil.place.lead, pupil.plan, practice_of())
    kept = plans.line(pupil, "Sendiri")
    merge_lines(pupil.place.lead, pupil.plan, kept, [adopted])
    assert db.session.scalars(select(LineAdoption)).one().line_id == kept.id
    round_ = rounds.opened(pupil.government, pupil.place.version, pupil.coordinator, year=rounds.YEAR + 1)
    following = create_plan(pupil.place.lead, round_, "Berikutnya", plans.YEARS)
    carry_over(pupil.place.lead, following, pupil.plan)
    copies = db.session.scalars(
        select(LineAdoption)
        .join(PlanLine, PlanLine.id == LineAdoption.line_id)
        .where(PlanLine.plan_id == following.id)
    ).all()
    assert [each.source_government for each in copies] == [teacher.government.name]
