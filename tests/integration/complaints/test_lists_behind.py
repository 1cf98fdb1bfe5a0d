"""Every number on a page of figures opens the list of exactly the complaints that it counts."""

import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from sqlalchemy import func, select

from app.access import Role
from app.complaints.actions.tallies import refresh
from app.complaints.queries.register import complaints_of
from app.complaints.routes.reading import filters
from app.complaints.statistics.figure_keys import FigureKind, parse
from app.db import db
from app.organisations.actors import actor_of
from tests.factories.organisations import government, login, province, user_with
from tests.factories.varied import varied_register

VIEWS = ("ringkasan", "waktu", "opd", "rincian")
NUMBER = re.compile(r"-?\d{1,3}(\.\d{3})*")


@pytest.fixture
def sinjai(db_session, tmp_path):
    owner = government(name="Kabupaten Sinjai", parent=province(name="Provinsi Sulawesi Selatan"))
    varied_register(owner, tmp_path)
    refresh()
    return owner


def parsed(page: str) -> Any:
    return html5lib.parse(page, namespaceHTMLElements=False)


def numbers(page: str) -> list[tuple[int, str]]:
    """Every linked number with its address."""
    found = []
    for link in parsed(page).iter("a"):
        text = "".join(link.itertext()).strip()
        if NUMBER.fullmatch(text) and urlsplit(link.get("href")).path == "/pengaduan":
            found.append((int(text.replace(".", "")), link.get("href")))
    return found


def listed(app, owner, person, url: str) -> int:
    """How many complaints the list at an address holds."""
    with app.test_request_context(url):
        statement = complaints_of(actor_of(person), owner, filters()).order_by(None)
        return db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0


PERIODS = ("", "&dari=2021-01-01&sampai=2021-12-31", "&dari=2021-02-10&sampai=2021-08-20")


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("view", VIEWS)
def test_the_list_holds_as_many_as_the_number_says(app, client, db_session, sinjai, view, period):
    person = user_with(Role.COORDINATOR, sinjai)
    login(client, person)
    grains = ("bulan", "triwulan", "tahun") if view == "waktu" else ("",)
    for grain in grains:
        page = client.get(f"/pengaduan/statistik?tampilan={view}&rincian={grain}{period}").text
        found = set(numbers(page))
        assert len(found) > 5, view
        wrong = [(n, url) for n, url in found if listed(app, sinjai, person, url) != n]
        assert not wrong


# A mean, a median and a percentile are not counts, and no list is behind them.
DAYS = {"median", "rata-rata", "persentil 90"}


def counts_without_list(page: str) -> list[tuple[str, str]]:
    """(column, text) of the counts above zero in tables that open no list."""
    found = []
    for table in parsed(page).iter("table"):
        heads = ["".join(head.itertext()).strip() for head in table.find("thead/tr")]
        for line in table.iterfind("tbody/tr"):
            for head, cell in zip(heads, line, strict=False):
                text = "".join(cell.itertext()).strip()
                if cell.tag == "td" and NUMBER.fullmatch(text) and text != "0" and cell.find(".//a") is None:
                    found.append((head, text))
    return [(head, text) for head, text in found if head.casefold() not in DAYS]


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("view", VIEWS)
def test_no_count_of_a_table_is_without_its_list(client, db_session, sinjai, view, period):
    login(client, user_with(Role.COORDINATOR, sinjai))
    page = client.get(f"/pengaduan/statistik?tampilan={view}{period}").text
    assert counts_without_list(page) == []


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("path", ["/pengaduan/statistik/pemerintah", "/pengaduan/peta?provinsi={province}"])
def test_governments_side_by_side_open_their_lists(app, client, db_session, sinjai, path, period):
    person = user_with(Role.MINISTRY_REVIEWER)
    login(client, person)
    address = path.format(province=sinjai.parent.code)
    page = client.get(f"{address}{'&' if '?' in address else '?'}{period.lstrip('&')}").text
    assert counts_without_list(page) == []
    found = set(numbers(page))
    assert len(found) > 3
    assert not [(n, url) for n, url in found if listed(app, sinjai, person, url) != n]


def test_every_kind_of_figure_is_on_some_page(app, client, db_session, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    urls = [
        url for view in VIEWS for _, url in numbers(client.get(f"/pengaduan/statistik?tampilan={view}").text)
    ]
    names: Counter[str] = Counter()
    kinds = set()
    for url in urls:
        for name, values in parse_qs(urlsplit(url).query).items():
            names[name] += 1
            key = parse(values[0]) if name == "angka" else None
            kinds |= {key.kind} if key else set()
    assert {"opd", "status", "klasifikasi", "kategori", "kanal", "wilayah", "dari", "sampai", "angka"} <= set(
        names
    )
    # Of the others no page has a number: they are the rest of one, or are told in words.
    assert kinds == set(FigureKind) - {
        FigureKind.NOT_FOLLOWED_UP,
        FigureKind.LATE,
        FigureKind.UNDATED,
        FigureKind.ARCHIVED_IN,
    }


@pytest.mark.parametrize(
    "kind", ["belum-ditindaklanjuti", "terlambat", "tanpa-tanggal", "diarsipkan.2021-05"]
)
def test_the_kinds_that_no_page_shows_narrow_as_well(app, db_session, sinjai, kind):
    person = user_with(Role.COORDINATOR, sinjai)
    url = f"/pengaduan?pemerintah={sinjai.code}"
    assert 0 < listed(app, sinjai, person, f"{url}&angka={kind}") < listed(app, sinjai, person, url)


def test_an_opd_opens_its_own(app, client, db_session, sinjai):
    own = next(unit for unit in sinjai.units if unit.name == "Dinas Sosial")
    person = user_with(Role.OPD_ADMIN, unit=own)
    login(client, person)
    found = numbers(client.get("/pengaduan/statistik").text)
    assert len(found) > 10
    for n, url in found:
        assert listed(app, sinjai, person, url) == n, url


def test_the_list_says_what_it_is_narrowed_to_and_leads_to_the_definition(client, db_session, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    page = client.get("/pengaduan?angka=tepat.verify&opd=tanpa").text
    assert "Verifikasi dan penyaluran: tepat waktu" in page
    assert 'href="/pengaduan/definisi#tepat-waktu"' in page
    assert 'name="angka" value="tepat.verify"' in page, "other filters keep it"
    assert "Hanya pengaduan yang dihitung" not in client.get("/pengaduan?angka=entah").text


def test_those_above_open_lists_without_texts(app, client, db_session, sinjai):
    person = user_with(Role.MINISTRY_REVIEWER)
    login(client, person)
    page = client.get(f"/pengaduan/statistik?pemerintah={sinjai.code}").text
    for n, url in numbers(page)[:8]:
        assert listed(app, sinjai, person, url) == n


def test_every_definition_that_a_page_names_is_there(client, db_session, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    there = {each.get("id") for each in parsed(client.get("/pengaduan/definisi").text).iter("section")}
    named = {
        urlsplit(link.get("href")).fragment
        for view in VIEWS
        for link in parsed(client.get(f"/pengaduan/statistik?tampilan={view}").text).iter("a")
        if urlsplit(link.get("href") or "").path == "/pengaduan/definisi"
    } - {""}
    assert len(named) > 8
    assert named <= there


def test_a_government_without_complaints_is_unknown_and_in_no_place(client, db_session, sinjai):
    government(name="Kabupaten Diam", parent=sinjai.parent)
    login(client, user_with(Role.MINISTRY_REVIEWER))
    page = parsed(client.get("/pengaduan/statistik/pemerintah").text)
    rows = {"".join(row[0].itertext()): row for row in page.iter("tr")}
    (silent,) = [row for name, row in rows.items() if "Kabupaten Diam" in name]
    assert "".join(silent[1].itertext()) == "tidak diketahui: tidak ada pengaduan tercatat"
    assert not next(name for name in rows if "Diam" in name).strip()[0].isdigit()
    assert next(name for name in rows if "Sinjai" in name).strip().startswith("1.")
