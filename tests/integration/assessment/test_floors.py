"""How far the filling is: from the OPD over the regency to the province and the nation."""

import io

import pytest
from python_calamine import CalamineWorkbook

from app.access import Role
from app.assessment.actions import extend
from app.assessment.models import Answer
from app.assessment.queries import BoardFilter, load_board
from app.assessment.queries.changes import changes_of_round
from app.assessment.queries.floors import (
    FloorFilter,
    Standing,
    busiest_year,
    governments_in_year,
    in_order,
    provinces_of,
    years_within,
)
from app.assessment.rules import Floor, days_left, end_of_day
from app.db import db, utc_now
from app.organisations.actors import actor_of
from app.organisations.models import GovernmentKind
from app.reports.catalogue import DOCUMENTS, Format, Subject
from app.reports.making import make_document
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.style_guide import assert_page, words

YEAR = rounds.YEAR


@pytest.fixture
def country(db_session, register):
    """Two provinces; in the first a regency where every OPD stands elsewhere, and one without a round."""
    south, north = make.province(), make.province()
    here = rounds.place(units=5, government=make.government(parent=south))
    rounds.verified(here, 0)
    rounds.submitted(here.admin(1), here.assessment(1))
    rounds.answered(here.admin(2), here.assessment(2), "K-01")
    idle = make.government(parent=south)
    there = rounds.place(units=2, government=make.government(parent=north), version=here.version)
    rounds.submitted(there.admin(0), there.assessment(0))
    here.extra |= {"south": south, "north": north, "idle": idle, "there": there}
    db.session.commit()
    return here


@pytest.fixture
def ministry(country):
    return make.user_with(Role.MINISTRY_REVIEWER)


@pytest.fixture
def supervisor(country):
    return make.user_with(Role.PROVINCE_SUPERVISOR, country.extra["south"])


def floors_of(person, now=None):
    found = governments_in_year(actor_of(person), YEAR, now or utc_now())
    return {each.code: each for each in found}


class TestCounting:
    def test_each_figure_counts_its_own(self, country, ministry):
        found = floors_of(ministry)[country.government.code]
        assert found.floor == Floor(units=5, begun=3, submitted=2, verified=1, late=0)
        assert found.is_open
        assert found.closes_on == rounds.a_day(10)

    def test_the_board_counts_the_same(self, country, ministry):
        for now in (utc_now(), end_of_day(rounds.a_day(12), "Asia/Makassar")):
            board = load_board(country.round, BoardFilter(), now)
            assert board.floor == floors_of(ministry, now)[country.government.code].floor

    def test_an_own_later_deadline_is_not_late_yet(self, country, ministry):
        left = country.assessment(3)
        extend(country.lead, left, rounds.a_day(20), "Banjir.", seen_version=left.version)
        db.session.commit()
        late = floors_of(ministry, end_of_day(rounds.a_day(12), "Asia/Makassar"))
        assert late[country.government.code].floor.late == 2, "two of three have the round's own deadline"

    def test_what_was_carried_over_is_not_begun(self, country, ministry):
        answer = db.session.query(Answer).filter_by(assessment_id=country.assessment(2).id).one()
        answer.needs_review = True
        db.session.commit()
        assert floors_of(ministry)[country.government.code].floor.begun == 2
        assert country.assessment(2).id not in changes_of_round(country.round.id)

    def test_without_a_round_nothing_is_known(self, country, ministry):
        found = floors_of(ministry)[country.extra["idle"].code]
        assert found.floor is None
        assert found.closes_on is None

    def test_provinces_are_the_sum_of_theirs(self, country, ministry):
        found = {each.code: each for each in provinces_of(floors_of(ministry).values())}
        south = found[country.extra["south"].code]
        assert south.floor == Floor(5, 3, 2, 1, 0)
        assert (south.governments, south.with_round) == (3, 1)
        assert found[country.extra["north"].code].floor == Floor(2, 1, 1, 0, 0)

    def test_one_statement_however_many_governments(self, country, ministry, count_selects):
        actor, now = actor_of(ministry), utc_now()
        with count_selects() as queries:
            governments_in_year(actor, YEAR, now)
        assert len(queries) == 1

    def test_the_year_that_is_running_comes_first(self, country, ministry):
        rounds.opened(
            country.extra["there"].government,
            country.version,
            country.extra["there"].coordinator,
            year=YEAR + 1,
        )
        db.session.commit()
        assert list(years_within(actor_of(ministry))) == [YEAR + 1, YEAR]
        assert busiest_year(actor_of(ministry), utc_now()) == YEAR


class TestReach:
    def test_a_province_sees_its_own_alone(self, country, supervisor):
        codes = {each.code for each in (country.extra["south"], country.government, country.extra["idle"])}
        assert floors_of(supervisor).keys() == codes

    def test_the_page_of_another_province_is_not_there(self, country, supervisor, sign_in, app):
        client = sign_in(supervisor)
        text = words(assert_page(client.get("/asesmen/kemajuan"), app))
        assert country.government.name in text
        assert country.extra["there"].government.name not in text
        other = country.extra["north"].code
        assert client.get(f"/asesmen/kemajuan?provinsi={other}").status_code == 404

    def test_who_sees_one_government_goes_to_its_board(self, country, sign_in):
        assert sign_in(country.coordinator).get("/asesmen/kemajuan").location == "/asesmen/papan"

    def test_an_opd_sees_neither(self, country, sign_in):
        client = sign_in(country.admins[0])
        assert client.get("/asesmen/kemajuan").status_code in (403, 404)


class TestPages:
    def test_from_the_nation_to_the_opd(self, country, ministry, sign_in, app):
        client = sign_in(ministry)
        assert client.get("/asesmen/").location == "/asesmen/kemajuan"

        def links(path):
            page = client.get(path)
            assert_page(page, app)
            return page.text

        south = country.extra["south"]
        step = f"/asesmen/kemajuan?provinsi={south.code}&amp;tahun={YEAR}"
        assert step in links("/asesmen/kemajuan")
        province = links(f"/asesmen/kemajuan?provinsi={south.code}")
        assert f"/asesmen/papan?pemerintah={country.government.code}&amp;tahun={YEAR}" in province
        assert "2 dari 5 (40%)" in province
        board = links(f"/asesmen/papan?pemerintah={country.government.code}")
        assert f"/asesmen/kemajuan?tahun={YEAR}&amp;provinsi={south.code}" in board
        assert f"/asesmen/isian/{country.assessment(4).id}" in board

    def test_searching_looks_for_governments_everywhere(self, country, ministry, sign_in, app):
        page = sign_in(ministry).get(f"/asesmen/kemajuan?cari={country.government.code}")
        text = words(assert_page(page, app))
        assert "Kemajuan per pemerintah daerah" in text
        assert country.government.name in text

    def test_filters(self, country, ministry):
        found = floors_of(ministry).values()

        def codes(standing):
            return {each.code for each in FloorFilter(standing=standing).arrange(found)}

        own, there, idle = (
            country.government.code,
            country.extra["there"].government.code,
            country.extra["idle"].code,
        )
        assert codes(Standing.NOT_BEGUN) == {own, there}
        assert idle in codes(Standing.WITHOUT_ROUND)
        assert own not in codes(Standing.WITHOUT_ROUND)
        assert codes(Standing.COMPLETE) == codes(Standing.LATE) == set()

    def test_orders(self, country, ministry):
        found = provinces_of(floors_of(ministry).values())
        south, north = country.extra["south"].code, country.extra["north"].code
        ranked = [each.code for each in in_order(found, "-terkirim") if each.code in (south, north)]
        assert ranked == [north, south], "one of two before two of five"
        assert [each.code for each in in_order(found, "nonsense")] == [each.code for each in found]

    def test_the_board_says_who_has_not_begun_and_what_is_left(self, country, sign_in, app):
        client = sign_in(country.coordinator)
        text = words(assert_page(client.get("/asesmen/papan?belum-mulai=1"), app))
        assert country.units[3].name in text
        assert country.units[2].name not in text
        left = days_left(utc_now(), country.round.closes_at, "Asia/Makassar")
        assert f"{left} hari lagi" in text
        first = client.get("/asesmen/papan?urut=-terisi").text
        names = [unit.name for unit in country.units]
        assert first.index(names[0]) < first.index(names[2]) < first.index(names[3])

    def test_an_opd_sees_what_is_left_and_what_lags(self, country, sign_in, app):
        rounds.proven(country.admin(2), country.assessment(2), "K-01")
        db.session.commit()
        page = sign_in(country.admins[2]).get(f"/asesmen/isian/{country.assessment(2).id}")
        text = words(assert_page(page, app))
        assert "Terjawab 1 · dengan bukti 1 · dikembalikan 0 · belum lengkap 5." in text
        assert "Paling tertinggal:" in text


def sheets(name, subject):
    made = make_document(name, subject, Format.XLSX, "id").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    return {sheet: book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names}


class TestSheets:
    def test_a_government_has_one_row_for_each_opd(self, country):
        subject = Subject(country.government.id, None, str(YEAR))
        (rows,) = sheets(DOCUMENTS["filling"], subject).values()
        found = {row[1]: row for row in rows}
        assert found[country.units[0].name][3:5] == [6, 6]
        assert found[country.units[2].name][3:7] == [6, 1, pytest.approx(1 / 6), 0]
        assert found[country.units[3].name][8] == ""

    def test_a_province_and_the_nation(self, country):
        subject = Subject(country.extra["south"].id, None, str(YEAR))
        (rows,) = sheets(DOCUMENTS["province_filling"], subject).values()
        own = next(row for row in rows if row[1] == country.government.code)
        assert own[3:9] == [5, 2, 2, pytest.approx(0.4), 1, 0]
        assert country.extra["there"].government.code not in {row[1] for row in rows}
        nation = make.government(kind=GovernmentKind.MINISTRY)
        book = sheets(DOCUMENTS["national_filling"], Subject(nation.id, None, str(YEAR)))
        assert list(book) == ["Kemajuan per provinsi", "Kemajuan per pemerintah daerah"]
        south = next(row for row in book["Kemajuan per provinsi"] if row[0] == country.extra["south"].code)
        assert south[2:6] == [3, 1, 5, 2]
