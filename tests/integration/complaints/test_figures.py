import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.access import SYSTEM
from app.complaints.actions.records import import_path
from app.complaints.models import Complaint
from app.complaints.queries import figures, judge_for, patterns
from app.complaints.queries.figures import sources_of, total_figures, volume_figures
from app.db import TenantScope, within_scope
from app.instrument.measures import measure
from tests.factories.complaints import FINISHED, IN_PROCESS, WAITING, imported, line, write_file
from tests.factories.counted import counted
from tests.factories.organisations import government, unit

CUT_OFF = datetime(2021, 10, 31, tzinfo=UTC)


@pytest.fixture
def sinjai(db_session):
    return government(name="Kabupaten Sinjai")


def test_the_figures_of_a_small_register(db_session, sinjai, tmp_path):
    social = unit(sinjai, name="Dinas Sosial")
    imported(
        sinjai,
        tmp_path,
        line(1, unit="Dinas Sosial", rating="4", **FINISHED),
        line(2, unit="Dinas Sosial", **IN_PROCESS),
        line(3, unit="Dinas Entah", channel="SMS", received="01/09/2021", **WAITING),
        cut_off=CUT_OFF,
    )
    found = figures(sinjai.id, None, None)
    assert (found.incoming, found.followed_up_share, found.closed_share) == (3, 2 / 3, 1 / 3)
    assert (found.source, found.cut_off, found.government) == ("SP4N-LAPOR!", CUT_OFF, sinjai.code)
    verify = found.stages["verify"]
    assert (verify.measured, verify.in_time, verify.open_late) == (3, 2, 1)
    assert [(g.key, g.name, g.incoming) for g in found.by_unit] == [
        (social.id, "Dinas Sosial", 2),
        (None, "", 1),
    ]
    assert [g.key for g in found.by_month] == ["2021-09", "2021-10"]
    assert {g.key: g.incoming for g in found.by_channel} == {"Website": 2, "SMS": 1}
    assert (found.total.rating_mean, found.total.rated) == (4.0, 1)
    assert figures(sinjai.id, None, None, social.id).incoming == 2
    assert figures(sinjai.id, date(2021, 9, 1), date(2021, 9, 30)).incoming == 1


def test_open_clocks_are_judged_at_the_cut_off_of_the_data(db_session, sinjai, tmp_path):
    imported(sinjai, tmp_path, line(1, **WAITING), cut_off=datetime(2021, 10, 6, tzinfo=UTC))
    assert figures(sinjai.id, None, None).stages["verify"].open_late == 0
    imported(sinjai, tmp_path, line(1, **WAITING), cut_off=CUT_OFF)
    assert figures(sinjai.id, None, None).stages["verify"].open_late == 1


def test_figures_asked_for_another_government_stay_empty_behind_the_second_wall(db_session, sinjai, tmp_path):
    imported(sinjai, tmp_path, line(1, **FINISHED), cut_off=CUT_OFF)
    stranger = government()
    db_session.flush()
    assert total_figures(sinjai.id, None, None).stages["verify"].measured == 1
    with within_scope(TenantScope(frozenset({stranger.id}))):
        found = total_figures(sinjai.id, None, None)
        assert (found.incoming, found.stages["verify"].measured) == (0, 0)
        assert volume_figures(sinjai.id) == (0, None)
        assert sources_of(sinjai.id) == []


def test_the_largest_source_comes_first(db_session, sinjai, tmp_path):
    assert sources_of(sinjai.id) == []
    path = write_file(tmp_path / "satu.csv", line(1))
    import_path(SYSTEM, sinjai, path, source="Aplikasi Lokal")
    assert sources_of(sinjai.id) == ["Aplikasi Lokal"]
    imported(sinjai, tmp_path, line(1), line(2), cut_off=CUT_OFF)
    assert sources_of(sinjai.id) == ["SP4N-LAPOR!", "Aplikasi Lokal"]


def test_the_tiles_say_what_the_figures_say(db_session, sinjai, tmp_path):
    social = unit(sinjai, name="Dinas Sosial")
    imported(sinjai, tmp_path, line(1, unit="Dinas Sosial", **FINISHED), line(2, **WAITING), cut_off=CUT_OFF)
    assert volume_figures(sinjai.id) == (2, 0.5)
    assert volume_figures(sinjai.id, social.id) == (1, 1.0)


def test_another_governments_complaints_do_not_count(db_session, sinjai, tmp_path):
    imported(government(), tmp_path, line(1), cut_off=CUT_OFF)
    assert figures(sinjai.id, None, None).incoming == 0
    assert patterns(sinjai.id, None, None) == []


def test_an_empty_register_knows_nothing(db_session, sinjai):
    found = figures(sinjai.id, None, None).as_json()
    assert (found["incoming"], found["followed_up_share"], found["cut_off"], found["source"]) == (
        0,
        None,
        None,
        "",
    )
    assert found["by_unit"] == []


def test_the_database_counts_what_python_counts(db_session, sinjai, tmp_path):
    chance = random.Random(7)
    units = [unit(sinjai, name=f"Dinas {name}") for name in ("Sosial", "Kesehatan", "Pendidikan")]
    lines = []
    for number in range(300):
        received = datetime(2021, chance.randint(1, 9), chance.randint(1, 28), chance.randint(0, 23))  # noqa: DTZ001
        steps = [received]
        for _ in range(chance.randint(0, 3)):
            steps.append(steps[-1] + timedelta(hours=chance.randint(1, 400)))
        verified, answered, closed = [f"{step:%d/%m/%Y %H:%M}" for step in steps[1:]] + [""] * (
            4 - len(steps)
        )
        lines.append(
            line(
                number,
                received=f"{received:%d/%m/%Y %H:%M}",
                unit=chance.choice([*(one.name for one in units), "", "Dinas Entah"]),
                klass=chance.choice(["Aspirasi", "Pengaduan", "", "Pengaduan Berkadar Pengawasan"]),
                channel=chance.choice(["SMS", "Website"]),
                verified=verified,
                answered=answered,
                closed=closed,
                status=chance.choice(["", "Selesai", "Tertunda", "Arsip", "Sedang Diproses"]),
                rating=chance.choice(["", "", "3", "5"]),
            )
        )
    outcome = imported(sinjai, tmp_path, *lines, cut_off=CUT_OFF)
    assert outcome.new == 300
    found = figures(sinjai.id, None, None)
    judge = judge_for(sinjai)
    everything = db_session.scalars(select(Complaint)).all()
    names = {one.id: one.name for one in units}
    assert found.total == counted(everything, judge, CUT_OFF)
    assert {group.key: group for group in found.by_unit} == {
        key: counted(
            [one for one in everything if one.unit_id == key],
            judge,
            CUT_OFF,
            key=key,
            name=names.get(key, ""),
        )
        for key in {one.unit_id for one in everything}
    }


def test_patterns_by_category_and_unit(db_session, sinjai, tmp_path):
    social = unit(sinjai, name="Dinas Sosial")
    imported(
        sinjai,
        tmp_path,
        line(1, unit="Dinas Sosial", **FINISHED),
        line(2, unit="Dinas Sosial", **WAITING),
        line(3, category="Kesehatan", **FINISHED),
        line(4, category="", **FINISHED),
        cut_off=CUT_OFF,
    )
    first, second = patterns(sinjai.id, None, None)
    assert (first.category, first.unit_id, first.volume, first.late) == ("Pekerjaan Umum", social.id, 2, 1)
    assert (first.followed_up_share, first.closed) == (0.5, 1)
    assert (second.category, second.unit_id, second.late) == ("Kesehatan", None, 0)


YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def test_measures_for_indicators(db_session, sinjai, tmp_path):
    social = unit(sinjai, name="Dinas Sosial")
    imported(
        sinjai,
        tmp_path,
        line(1, unit="Dinas Sosial", rating="4", **FINISHED),
        line(2, **WAITING),
        cut_off=CUT_OFF,
    )
    values = {
        name: measure(name, sinjai.id, None, *YEAR).value
        for name in (
            "followed_up_share", "closed_share", "verify_in_time_share", "follow_up_in_time_share",
            "resolve_in_time_share", "rating_mean", "volume",
        )
    }  # fmt: skip
    assert values == {
        "followed_up_share": 0.5,
        "closed_share": 0.5,
        "verify_in_time_share": 0.5,
        "follow_up_in_time_share": 1.0,
        "resolve_in_time_share": 0.5,
        "rating_mean": 4.0,
        "volume": 2.0,
    }
    assert measure("rating_mean", sinjai.id, None, *YEAR).volume == 1, "only one complaint was rated"
    of_unit = measure("followed_up_share", sinjai.id, social.id, *YEAR)
    assert (of_unit.value, of_unit.volume, of_unit.cut_off, of_unit.source) == (
        1.0,
        1,
        CUT_OFF,
        "SP4N-LAPOR!",
    )


def test_an_indicator_without_complaints_is_unknown(db_session, sinjai, tmp_path):
    assert measure("volume", sinjai.id, None, *YEAR).value is None
    imported(sinjai, tmp_path, line(1), cut_off=CUT_OFF)
    empty = measure("followed_up_share", sinjai.id, unit(sinjai).id, *YEAR)
    assert (empty.value, empty.volume) == (None, 0)
