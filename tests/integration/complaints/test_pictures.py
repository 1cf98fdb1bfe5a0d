"""The pictures of the statistics page show the figures, and each has its table."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from app.access import Role
from tests.factories.complaints import FINISHED, WAITING, imported, line
from tests.factories.organisations import government, login, unit, user_with
from tests.style_guide import assert_page, words

LATE = {"verified": "20/10/2021", "answered": "21/10/2021", "closed": "15/11/2021", "status": "Selesai"}


@pytest.fixture
def place(db_session, tmp_path):
    """Two OPD: one with complaints in August and October, one in October only; two of them late."""
    place = SimpleNamespace(sinjai=government(name="Kabupaten Sinjai"))
    place.social = unit(place.sinjai, name="Dinas Sosial")
    place.works = unit(place.sinjai, name="Dinas Pekerjaan Umum")
    old = {"received": "02/08/2021 09:00", "verified": "03/08/2021", "answered": "04/08/2021"}
    imported(
        place.sinjai,
        tmp_path,
        line(1, unit="Dinas Sosial", status="Selesai", closed="10/08/2021", **old),
        line(2, unit="Dinas Sosial", category="Kesehatan", **FINISHED),
        line(3, unit="Dinas Pekerjaan Umum", **LATE),
        line(4, unit="Dinas Pekerjaan Umum", **LATE),
        line(5, unit="Dinas Pekerjaan Umum", **WAITING),
        line(6, **WAITING),
        cut_off=datetime(2021, 12, 31, tzinfo=UTC),
    )
    db_session.commit()
    return place


def figure(tree, title):
    """The figure with this caption."""
    return next(each for each in tree.iter("figure") if title in words(each.find("figcaption")))


def table(tree, title):
    """The rows of its table."""
    return [[words(cell) for cell in row] for row in figure(tree, title).iter("tr")][1:]


def drawn(tree, title):
    """The texts of its picture."""
    return [
        "".join(each.itertext()) for each in figure(tree, title).iter() if str(each.tag).endswith("}text")
    ]


@pytest.fixture
def page(app, client, place):
    login(client, user_with(Role.COORDINATOR, government=place.sinjai))
    return assert_page(client.get("/pengaduan/statistik"), app)


def test_the_flow_counts_what_was_closed_in_a_month_whenever_it_came_in(page):
    assert table(page, "Arus pengaduan per bulan") == [
        ["Agu 2021", "1", "1", "0"],
        ["Sep 2021", "0", "0", "0"],
        ["Okt 2021", "5", "1", "4"],
        ["Nov 2021", "0", "2", "2"],
    ]
    assert "Belum selesai pada akhir bulan" in drawn(page, "Arus pengaduan per bulan")


def test_months_after_the_data_are_not_drawn_as_empty(app, client, place):
    login(client, user_with(Role.COORDINATOR, government=place.sinjai))
    page = assert_page(client.get("/pengaduan/statistik?dari=2021-01-01&sampai=2022-12-31"), app)
    assert [row[0] for row in table(page, "Arus pengaduan per bulan")] == [
        "Agu 2021",
        "Sep 2021",
        "Okt 2021",
        "Nov 2021",
        "Des 2021",
    ]


def test_a_number_of_the_flow_opens_its_complaints(client, page):
    rows = figure(page, "Arus pengaduan per bulan").iter("tr")
    (october,) = [row for row in rows if "Okt 2021" in words(row)]
    came, closed, left = october.iter("a")
    assert "dari=2021-10-01&sampai=2021-10-31" in came.get("href")
    for link, expected in ((came, {2, 3, 4, 5, 6}), (closed, {2}), (left, {3, 4, 5, 6})):
        listed = client.get(link.get("href")).text
        assert {n for n in range(1, 7) if f">#{n}<" in listed} == expected


def test_working_days_tell_late_from_in_time_and_open_ones_stand_apart(page):
    title = "Verifikasi dan penyaluran: lama dalam hari kerja"
    rows = table(page, title)
    assert sum(int(row[1]) for row in rows[:-1]) == 2
    assert sum(int(row[2]) for row in rows[:-1]) == 2
    assert rows[-1] == ["Masih terbuka, lewat tenggat", "–", "2"]
    assert {"Tenggat 3", "Tepat waktu: 2", "Terlambat: 2"} <= set(drawn(page, title))


def test_categories_are_ranked_with_their_share_and_lead_to_their_complaints(app, client, page):
    page = assert_page(client.get("/pengaduan/statistik?tampilan=rincian"), app)
    assert table(page, "Pengaduan menurut kategori") == [
        ["Pekerjaan Umum", "5", "83,3%"],
        ["Kesehatan", "1", "16,7%"],
    ]
    (link,) = [
        each
        for each in figure(page, "Pengaduan menurut kategori").iter("a")
        if "Kesehatan" in each.get("href")
    ]
    listed = client.get(link.get("href")).text
    assert {n for n in range(1, 7) if f">#{n}<" in listed} == {2}


def test_units_by_month_say_nothing_where_nothing_came_in(app, client, page):
    page = assert_page(client.get("/pengaduan/statistik?tampilan=opd"), app)
    rows = table(page, "Pengaduan masuk menurut OPD dan bulan")
    assert rows == [
        ["Dinas Pekerjaan Umum", "–", "–", "3"],
        ["Dinas Sosial", "1", "–", "1"],
        ["Belum disalurkan ke OPD", "–", "–", "1"],
    ]
    assert "tidak ada pengaduan" in drawn(page, "Pengaduan masuk menurut OPD dan bulan")


def test_years_without_any_complaint_are_told_and_not_drawn(app, client, place, tmp_path):
    imported(place.sinjai, tmp_path, line(7, received="05/11/2018 09:00", unit="Dinas Sosial", **LATE))
    login(client, user_with(Role.COORDINATOR, government=place.sinjai))
    flow = figure(assert_page(client.get("/pengaduan/statistik"), app), "Arus pengaduan per bulan")
    months = [words(row[0]) for row in flow.iter("tr")][1:]
    assert months[:3] == ["Nov 2018", "Des 2018", "Jan 2021"]
    assert months[-1] == "Nov 2021"
    assert "tidak ada yang masuk atau selesai: 2019, 2020." in words(flow)
    page = assert_page(client.get("/pengaduan/statistik?tampilan=opd"), app)
    units = figure(page, "Pengaduan masuk menurut OPD dan bulan")
    assert [words(head) for head in next(units.iter("tr"))][:4] == ["OPD", "Nov 2018", "Des 2018", "Jan 2021"]
    assert "tidak ada yang masuk: 2019, 2020." in words(units)
    (row,) = [row for row in table(page, "Pengaduan masuk menurut OPD dan bulan") if row[0] == "Dinas Sosial"]
    assert [place for place, text in enumerate(row) if text == "1"] == [1, 10, 12]


def test_an_opd_sees_its_own_pictures_and_no_other_unit(app, client, place):
    login(client, user_with(Role.OPD_ADMIN, unit=place.social))
    page = assert_page(client.get("/pengaduan/statistik"), app)
    assert table(page, "Arus pengaduan per bulan")[0] == ["Agu 2021", "1", "1", "0"]
    assert [row[1] for row in table(page, "Arus pengaduan per bulan")] == ["1", "0", "1"]
    assert "menurut OPD dan bulan" not in words(page)
    assert "Dinas Pekerjaan Umum" not in words(page)


def test_one_month_needs_no_picture_of_units_by_month(app, client, place):
    login(client, user_with(Role.COORDINATOR, government=place.sinjai))
    address = "/pengaduan/statistik?dari=2021-10-01&sampai=2021-10-31"
    assert "menurut OPD dan bulan" not in words(assert_page(client.get(f"{address}&tampilan=opd"), app))
    page = assert_page(client.get(address), app)
    assert [row[0] for row in table(page, "Arus pengaduan per bulan")] == ["Okt 2021"]


def test_four_years_of_forty_units_stay_light_enough_for_a_poor_line(client, db_session, tmp_path):
    owner = government(name="Kabupaten Besar")
    names = [
        unit(owner, name=f"Dinas Urusan Nomor {number} yang Namanya Panjang").name for number in range(40)
    ]
    lines = [
        line(
            number,
            unit=names[number * number % 40],
            category=f"Kategori {number % 30}",
            received=f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/{2018 + number // 600} 09:00",
            **(WAITING if number % 3 else {}),
        )
        for number in range(1, 2400)
    ]
    imported(owner, tmp_path, *lines, cut_off=datetime(2021, 12, 31, tzinfo=UTC))
    db_session.commit()
    login(client, user_with(Role.COORDINATOR, government=owner))
    answer = client.get("/pengaduan/statistik", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 30 * 1024, len(answer.data)
