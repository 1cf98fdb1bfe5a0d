"""Published totals: written down, checked, held against the register, read by those above."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import Forbidden

from app.access import Role
from app.audit import AuditEntry
from app.complaints.actions.published import Line, add_published, change_published, remove_published
from app.complaints.models import PublishedPart, PublishedTotal
from app.complaints.published import Says
from app.complaints.queries.published import overlapping, register_figures
from app.db import db, new_id
from app.organisations.actors import actor_by_id
from tests.factories.organisations import government, login, province, unit, user_with
from tests.factories.published import NATIONAL_2018, PONTIANAK, publication, published, writer
from tests.factories.varied import varied_register
from tests.integration.complaints.test_lists_behind import listed, numbers
from tests.style_guide import assert_page, words

LIST = "/pengaduan/angka-terbit"
OTHER_SOURCE = "Kanal Baruga"


@pytest.fixture
def sinjai(db_session):
    """A regency of a province, with an OPD and no complaint yet."""
    owner = government(name="Kabupaten Sinjai", parent=province())
    unit(owner, name="Dinas Perhubungan")
    db_session.commit()
    return owner


@pytest.fixture
def register(sinjai, tmp_path):
    """Its complaints from November 2020 to March 2022, a quarter of them from another source."""
    made = varied_register(sinjai, tmp_path)
    for complaint in made[::4]:
        complaint.source = OTHER_SOURCE
    db.session.commit()
    return made


def typed(**fields: str) -> dict[str, str]:
    """What a browser sends of the form, filled with what Pontianak printed."""
    return {
        "idempotency_key": new_id(),
        "title": "Pengaduan September 2020",
        "publisher": "Dinas Kominfo Kota Pontianak",
        "source": "Laman Dinas Kominfo",
        "published_on": "2020-10-02",
        "first_day": "2020-09-01",
        "last_day": "2020-09-30",
        "cut_off": "",
        "register_source": "",
        "count": "17",
        "complete": "y",
        "rows": "12",
        "p0-label": "Terdisposisi",
        "p0-count": "15",
        "p1-label": "Belum",
        "p1-is_detail": "y",
        "p1-count": "7",
        "p2-label": "Proses",
        "p2-is_detail": "y",
        "p2-count": "6",
        "p2-percent": "46%",
        "p2-says": "in_process",
        # A row is left out, as happens.
        "p4-label": "Selesai",
        "p4-is_detail": "y",
        "p4-count": "2",
        "p4-percent": "7 %",
        "p6-label": "Tertunda",
        "p6-count": "2",
        **fields,
    }


def stored() -> list[PublishedTotal]:
    db.session.expire_all()
    return list(db.session.scalars(select(PublishedTotal).order_by(PublishedTotal.created_at)))


def table_rows(tree: Any) -> list[list[str]]:
    """Every row of every table of a page, as the words in its cells."""
    return [[words(cell) for cell in row] for row in tree.iter("tr")]


def lines(total: PublishedTotal) -> list[tuple[Any, ...]]:
    return [(part.label, part.is_detail, part.count, str(part.percent), part.says) for part in total.parts]


# ------------------------------------------------------------------------------------------- writing down


def test_the_coordinator_writes_down_what_was_printed_and_learns_what_does_not_fit(client, app, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    assert_page(client.get(f"{LIST}/baru"), app)
    answer = client.post(f"{LIST}/baru", data=typed())
    (total,) = stored()
    assert answer.headers["Location"] == f"{LIST}/{total.id}"
    assert lines(total) == [
        ("Terdisposisi", False, 15, "None", None),
        ("Belum", True, 7, "None", None),
        ("Proses", True, 6, "46", Says.IN_PROCESS),
        ("Selesai", True, 2, "7", None),
        ("Tertunda", False, 2, "None", None),
    ]
    page = words(assert_page(client.get(answer.headers["Location"]), app))
    assert "2 hal tidak cocok" in page  # said once more after saving
    assert "“Proses”: tercetak 46%, sedangkan 6 dari 15 adalah 40,0%." in page
    assert "Persen itu cocok dengan “Belum” (7)." in page
    assert "“Selesai”: tercetak 7%, sedangkan 2 dari 15 adalah 13,3%." in page


def test_figures_are_typed_as_they_stand_in_print(client, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    fields = {f"p{place}-label": f"Kanal {place}" for place in range(6)}
    fields |= {f"p{place}-count": f"{n:,}".replace(",", ".") for place, n in enumerate(NATIONAL_2018)}
    fields |= {
        "p0-percent": "26,3",
        "p1-is_detail": "",
        "p2-is_detail": "",
        "p4-percent": "",
        "p4-is_detail": "",
    }
    blank = {"p2-percent": "", "p2-says": ""}
    data = {name: value for name, value in typed(count="57.171", **fields, **blank).items() if value}
    del data["p6-label"], data["p6-count"]
    client.post(f"{LIST}/baru", data=data)
    (total,) = stored()
    assert (total.count, [part.count for part in total.parts]) == (57_171, list(NATIONAL_2018))
    assert total.parts[0].percent == Decimal("26.3")
    page = client.get(f"{LIST}/{total.id}").text
    assert (
        "Jumlah bagian 56.171, kurang 1.000 dari 57.171 yang tercetak. Satu angka keliru cetak akan menjelaskannya."
        in page
    )


WRONG = (
    ({"title": ""}, "Beri judul"),
    ({"publisher": ""}, "siapa yang menerbitkan"),
    ({"source": ""}, "di mana angka ini"),
    ({"count": ""}, "Isi jumlah seluruhnya"),
    ({"count": "tujuh belas"}, "misalnya 57.171"),
    ({"count": "57,171"}, "misalnya 57.171"),
    ({"count": "9999999999"}, "misalnya 57.171"),
    ({"published_on": "2099-01-01"}, "belum terjadi"),
    ({"published_on": "2020-08-31"}, "sebelum masanya dimulai"),
    ({"last_day": "2020-08-31"}, "mendahului hari pertama"),
    ({"cut_off": "2020-08-31"}, "Tanggal data mendahului"),
    ({"cut_off": "2020-10-03"}, "sesudah tanggal terbit"),
    ({"first_day": ""}, "Isi hari pertama"),
    ({"p2-count": "enam"}, "misalnya 57.171"),
    ({"p2-percent": "banyak"}, "misalnya 46 atau 40,0"),
    ({"p2-percent": "46,123"}, "misalnya 46 atau 40,0"),
    ({"p2-label": ""}, "Tulis nama bagian ini"),
    ({"p2-count": "", "p2-percent": ""}, "Isi jumlah atau persennya"),
    ({"p0-is_detail": "y"}, "Bagian pertama tidak dapat menjadi rincian"),
    ({"register_source": "Sumber yang tidak ada"}, "Dibandingkan dengan"),
    ({"p0-label": "<b>Terdisposisi</b>"}, "Tanda kurung sudut"),
)


@pytest.mark.parametrize(("fields", "told"), WRONG, ids=[f"{fields}" for fields, _ in WRONG])
def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(client, app, sinjai, fields, told):
    login(client, user_with(Role.COORDINATOR, sinjai))
    data = typed(**fields)
    answer = client.post(f"{LIST}/baru", data=data)
    tree = assert_page(answer, app, status=422)
    assert told in words(tree)
    shown = {
        each.get("name"): each.get("value") for each in tree.iter("input") if each.get("type") != "checkbox"
    }
    for name, value in data.items():
        if name in shown and value:
            assert shown[name] == value, name
    named = {each.get("href") for each in tree.iter("a")}
    assert any(f"#{name}" in named for name in fields), "the summary leads to the field"
    assert stored() == []


def test_every_mistake_is_shown_at_once(client, app, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    page = words(
        assert_page(
            client.post(f"{LIST}/baru", data=typed(title="", **{"p2-count": "enam"})), app, status=422
        )
    )
    assert "Judul: Beri judul agar mudah dikenali." in page
    assert "Baris 3, jumlah: Tulis bilangan bulat, misalnya 57.171." in page


def test_more_rows_keep_what_was_typed_and_store_nothing(client, app, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    tree = assert_page(client.post(f"{LIST}/baru", data=typed(more="1", count="tujuh")), app)
    shown = {each.get("name"): each.get("value") for each in tree.iter("input")}
    assert shown["rows"] == "18"
    assert shown["p17-label"] == ""
    assert (shown["p0-label"], shown["count"], shown["p2-percent"]) == ("Terdisposisi", "tujuh", "46%")
    assert "p18-label" not in shown
    assert stored() == []
    data = typed(rows="18", **{"p17-label": "Arsip", "p17-count": "3"})
    client.post(f"{LIST}/baru", data=data)
    assert stored()[0].parts[-1].label == "Arsip"


def test_rows_do_not_grow_without_end(client, app, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    tree = assert_page(client.post(f"{LIST}/baru", data=typed(more="1", rows="100000000")), app)
    assert next(each.get("value") for each in tree.iter("input") if each.get("name") == "rows") == "120"


def test_a_double_click_writes_once(client, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    data = typed()
    first, second = (client.post(f"{LIST}/baru", data=data) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(stored()) == 1


# ------------------------------------------------------------------------------------------- correcting, removing


def edited(total: PublishedTotal, **fields: str) -> dict[str, str]:
    return typed(version=str(total.version), **fields)


def test_a_correction_replaces_the_lines_and_raises_the_version(client, app, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    client.post(f"{LIST}/baru", data=typed())
    (total,) = stored()
    seen = total.version
    tree = assert_page(client.get(f"{LIST}/{total.id}/ubah"), app)
    shown = {each.get("name"): each.get("value") for each in tree.iter("input")}
    assert (shown["p2-percent"], shown["p3-count"], shown["count"]) == ("46", "2", "17")
    assert shown["p1-is_detail"] == "y"
    answer = client.post(
        f"{LIST}/{total.id}/ubah", data=edited(total, **{"p2-percent": "40,0", "p4-percent": "13,3"})
    )
    assert answer.status_code == 302
    (total,) = stored()
    assert total.version == seen + 1  # although nothing but a line was changed
    assert [str(part.percent) for part in total.parts] == ["None", "None", "40.0", "13.3", "None"]
    assert "Hitungannya cocok" in client.get(f"{LIST}/{total.id}").text


def test_a_lost_race_shows_both_versions(client, app, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    client.post(f"{LIST}/baru", data=typed())
    (total,) = stored()
    old = edited(total, title="Judul saya", **{"p2-count": "5"})
    client.post(f"{LIST}/{total.id}/ubah", data=edited(total, title="Judul lain"))
    answer = client.post(f"{LIST}/{total.id}/ubah", data=old)
    page = words(assert_page(answer, app, status=409))
    assert "Judul saya" in page
    assert "Judul lain" in page
    assert "Proses: 5" in page
    assert "Proses: 6" in page
    assert stored()[0].title == "Judul lain"


def test_it_is_removed_after_a_question(client, sinjai):
    total = published(sinjai)
    login(client, user_with(Role.COORDINATOR, sinjai))
    address = f"{LIST}/{total.id}/hapus"
    assert f'action="{address}"' in client.get(f"{LIST}/{total.id}").text
    assert client.post(address, data={"version": "99"}).status_code == 409
    assert client.post(address, data={}).status_code == 409
    assert client.post(address, data={"version": str(total.version)}).status_code == 302
    assert stored() == []
    assert db.session.scalars(select(PublishedPart)).all() == []
    assert client.post(address, data={"version": "1"}).status_code == 404


def test_the_log_says_what_was_written_and_what_it_was(db_session, sinjai):
    total = published(sinjai)
    change_published(writer(sinjai), total, publication(count=18))
    remove_published(writer(sinjai), total)
    db_session.commit()
    entries = db_session.scalars(
        select(AuditEntry)
        .where(AuditEntry.record_type == "complaint_published_total")
        .order_by(AuditEntry.sequence)
    ).all()
    assert [entry.action.rpartition("_")[2] for entry in entries] == ["added", "changed", "removed"]
    assert entries[0].after["parts"][1] == "Belum ditindaklanjuti: 7"
    assert (entries[1].before["count"], entries[1].after["count"]) == (17, 18)


# ------------------------------------------------------------------------------------------- the register beside it


def test_the_register_is_counted_for_the_same_days_and_the_same_source(db_session, sinjai, register):
    whole = published(sinjai, first_day=date(2021, 2, 1), last_day=date(2021, 10, 31))
    cut = published(
        sinjai, first_day=date(2021, 2, 1), last_day=date(2021, 10, 31), cut_off=date(2021, 6, 30)
    )
    late = published(
        sinjai, first_day=date(2021, 2, 1), last_day=date(2021, 10, 31), cut_off=date(2021, 12, 31)
    )
    one = published(
        sinjai, first_day=date(2021, 2, 1), last_day=date(2021, 10, 31), register_source=OTHER_SOURCE
    )
    gone = published(sinjai, register_source="Sumber lama")
    figures = register_figures([whole, cut, late, one, gone])

    def expected(last: date, source: str = "") -> int:
        return sum(
            date(2021, 2, 1) <= each.received_on <= last and (not source or each.source == source)
            for each in register
        )

    assert figures[whole.id].incoming == expected(date(2021, 10, 31)) > 50
    assert 0 < figures[cut.id].incoming == expected(date(2021, 6, 30)) < figures[whole.id].incoming
    assert figures[late.id].incoming == figures[whole.id].incoming  # never beyond the period itself
    assert (
        0
        < figures[one.id].incoming
        == expected(date(2021, 10, 31), OTHER_SOURCE)
        < figures[whole.id].incoming
    )
    assert figures[gone.id].incoming == 0


ALL_SAYS = tuple(Line(f"Bagian {says.value}", 3, says=says) for says in Says)


@pytest.mark.parametrize("source", ["", OTHER_SOURCE])
def test_every_number_of_the_register_opens_exactly_its_complaints(app, client, sinjai, register, source):
    total = published(
        sinjai, lines=ALL_SAYS, complete=False, register_source=source, cut_off=date(2021, 11, 15)
    )
    db.session.commit()
    person = user_with(Role.COORDINATOR, sinjai)
    login(client, person)
    found = numbers(client.get(f"{LIST}/{total.id}").text)
    assert len(found) > 5
    assert [(n, url) for n, url in found if listed(app, sinjai, person, url) != n] == []
    assert all("dari=2021-01-01" in url and "sampai=2021-11-15" in url for _, url in found)


def test_each_name_means_what_the_register_counts_under_it(client, sinjai, register):
    total = published(sinjai, lines=ALL_SAYS, complete=False)
    db.session.commit()
    within = [each for each in register if date(2021, 1, 1) <= each.received_on <= date(2021, 12, 31)]
    figures = register_figures([total])[total.id]
    login(client, user_with(Role.LEADER, sinjai))
    told = {
        row[0].partition("register:")[0]: row
        for row in table_rows(assert_page(client.get(f"{LIST}/{total.id}")))
    }
    answered = sum(each.followed_up for each in within)
    for label, n in (
        ("followed_up", answered),
        ("not_followed_up", len(within) - answered),
        ("open", figures.open),
    ):
        share = f"{100 * n / len(within):.1f}".replace(".", ",")
        assert told[f"Bagian {label}"][1:5] == ["3", "–", str(n), f"{share}%"], label


def test_a_percentage_alone_is_compared_in_points(client, sinjai, register):
    total = published(
        sinjai, count=100, lines=(Line("Selesai", None, Decimal(67), Says.FINISHED),), complete=False
    )
    figures = register_figures([total])[total.id]
    share = round(100 * figures.closed / figures.incoming, 1)
    db.session.commit()
    login(client, user_with(Role.COORDINATOR, sinjai))
    sign = "+" if share < 67 else "−"
    told = f"{sign}{abs(67 - share):.1f} poin persen".replace(".", ",")
    assert told in words(assert_page(client.get(f"{LIST}/{total.id}")))


def test_an_empty_register_is_unknown_and_no_zero(client, app, sinjai):
    total = published(sinjai)
    db.session.commit()
    login(client, user_with(Role.COORDINATOR, sinjai))
    tree = assert_page(client.get(f"{LIST}/{total.id}"), app)
    assert "Register tidak berisi pengaduan dari masa ini" in words(tree)
    assert ["Jumlah seluruhnya", "17", "", "–", "", "–"] in table_rows(tree)


def test_what_the_register_lacks_is_said_beside_it(client, sinjai, register):
    total = published(
        sinjai, last_day=date(2022, 6, 30), published_on=date(2022, 7, 1), cut_off=date(2022, 5, 31)
    )
    db.session.commit()
    login(client, user_with(Role.COORDINATOR, sinjai))
    page = words(assert_page(client.get(f"{LIST}/{total.id}")))
    assert "baru lengkap sampai 31 Maret 2022" in page
    assert "masuk 1 Januari 2021 sampai 31 Mei 2022" in page
    assert "bukan sampai akhir masanya" in page


def test_parts_that_are_not_complete_are_not_summed(client, sinjai):
    """Tangerang Selatan: by agency, by district, by subject."""
    lines = (Line("Dinsos", 643), Line("Pamulang", 65), Line("Pencemaran", 68))
    total = published(sinjai, count=997, lines=lines, complete=False)
    alone = published(sinjai, count=997, lines=())
    db.session.commit()
    login(client, user_with(Role.COORDINATOR, sinjai))
    assert "Tidak ada yang bertentangan" in client.get(f"{LIST}/{total.id}").text
    assert "Tanpa bagian tidak ada hitungan" in client.get(f"{LIST}/{alone.id}").text


def test_two_publications_of_the_same_days_stand_side_by_side(client, app, sinjai):
    """Jawa Timur: 1.011 in an article, 846 in the application's statistics."""
    first, year = date(2024, 1, 1), date(2024, 12, 31)
    article = published(sinjai, title="Artikel", count=1_011, lines=(), first_day=first, last_day=date(2024, 7, 1),
                        published_on=date(2024, 7, 3))  # fmt: skip
    statistic = published(sinjai, title="Statistik aplikasi", count=846, lines=(), first_day=first,
                          last_day=date(2024, 6, 30), published_on=date(2024, 7, 3))  # fmt: skip
    whole = published(sinjai, title="Setahun", count=700, lines=(), first_day=first, last_day=year,
                      published_on=date(2025, 1, 3))  # fmt: skip
    published(sinjai, title="Tahun lain", count=5, lines=())
    # Its data end before the others begin.
    published(sinjai, title="Berhenti", count=5, lines=(), first_day=date(2023, 1, 1), last_day=year,
              cut_off=date(2023, 12, 31), published_on=date(2025, 1, 3))  # fmt: skip
    stranger = government(name="Kabupaten Bone")
    published(stranger, title="Milik Bone", count=5, lines=(), first_day=first, last_day=year,
              published_on=date(2025, 1, 3))  # fmt: skip
    db.session.commit()
    person = user_with(Role.COORDINATOR, sinjai)
    login(client, person)
    tree = assert_page(client.get(f"{LIST}/{article.id}"), app)
    told = {row[0]: row[2:] for row in table_rows(tree)}
    nearly = told["Statistik aplikasiDinas Kominfo, terbit 3 Juli 2024"]
    assert nearly[:2] == ["846", "−165"]
    assert nearly[2].startswith("Masanya sama atau hampir sama, tetapi jumlahnya berbeda.")
    longer = told["SetahunDinas Kominfo, terbit 3 Januari 2025"]
    assert longer[:2] == ["700", "−311"]
    assert longer[2].startswith("Masa yang lebih pendek memuat lebih banyak pengaduan.")
    page = words(tree)
    for absent in ("Tahun lain", "Berhenti", "Milik Bone"):
        assert absent not in page
    beside = {one.total.id for one in overlapping(actor_by_id(person.id), statistic)}
    assert beside == {article.id, whole.id}


# ------------------------------------------------------------------------------------------- list and files


def test_the_list_says_of_each_whether_it_fits(client, app, sinjai, register):
    published(sinjai, title="Salah", published_on=date(2022, 2, 1))
    published(sinjai, title="Benar", lines=(Line("Selesai", 15), Line("Arsip", 2)))
    db.session.commit()
    login(client, user_with(Role.COORDINATOR, sinjai))
    page = table_rows(assert_page(client.get(LIST), app))
    incoming = register_figures(stored())[stored()[0].id].incoming
    counted = ["17", str(incoming), f"−{incoming - 17}"]
    assert [row[:1] + row[2:] for row in page[1:]] == [
        ["SalahDinas Kominfo, terbit 1 Februari 2022", *counted, "2 hal tidak cocok"],
        ["BenarDinas Kominfo, terbit 10 Januari 2022", *counted, "cocok"],
    ]


def test_an_empty_list_says_what_it_is_for(client, app, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    assert "Catat angka terbit" in words(assert_page(client.get(LIST), app))
    login(client, user_with(Role.LEADER, sinjai))
    page = words(assert_page(client.get(LIST), app))
    assert "Koordinator pemerintah daerah dapat mencatat" in page
    assert "Catat angka terbit" not in page


def test_a_long_list_is_cut_into_pages(client, app, sinjai):
    for number in range(26):
        published(sinjai, title=f"Terbitan {number:02d}")
    db.session.commit()
    login(client, user_with(Role.COORDINATOR, sinjai))
    assert "Terbitan 25" not in client.get(LIST).text
    assert "Terbitan 25" in words(assert_page(client.get(f"{LIST}?halaman=2"), app))


def test_the_file_holds_everything_and_no_formula(client, sinjai, register):
    published(sinjai, title="=1+1", note="@catatan")
    db.session.commit()
    login(client, user_with(Role.COORDINATOR, sinjai))
    answer = client.get(f"{LIST}.csv")
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    (row,) = [row for row in rows if row and row[0] == "'=1+1" and row[1] == "Dinas Kominfo"]
    assert row[-1] == "'@catatan"
    assert "“Selesai”: tercetak 7%, sedangkan 2 dari 15 adalah 13,3%." in row[11]
    incoming = register_figures(stored())[stored()[0].id].incoming
    assert (row[8], row[9], row[10]) == ("17", str(incoming), str(17 - incoming))
    details = [row for row in rows if row[:1] == ["'=1+1"] and row[2:3] == ["Terdisposisi"]]
    assert [row[1] for row in details] == ["Belum ditindaklanjuti", "Sedang diproses", "Selesai"]
    assert [row[4] for row in details] == ["", "46%", "7%"]
    workbook = client.get(f"{LIST}.xlsx")
    assert workbook.status_code == 200
    assert workbook.data.startswith(b"PK")


# ------------------------------------------------------------------------------------------- who may


READERS = ((Role.LEADER, True), (Role.PROVINCE_SUPERVISOR, True), (Role.OMBUDSMAN, True),
           (Role.MINISTRY_REVIEWER, True),            (Role.OPD_ADMIN, False), (Role.OPERATOR, False))  # fmt: skip


@pytest.mark.parametrize(("role", "reads"), READERS)
def test_who_sees_the_register_as_a_whole_reads_and_only_the_coordinator_writes(
    client, app, sinjai, role, reads
):
    total = published(sinjai)
    place: dict[Role, dict[str, Any]] = {
        Role.LEADER: {"government": sinjai},
        Role.PROVINCE_SUPERVISOR: {"government": sinjai.parent},
        Role.OMBUDSMAN: {"government": sinjai.parent},
        Role.OPD_ADMIN: {"unit": sinjai.units[0]},
    }
    db.session.commit()
    login(client, user_with(role, **place.get(role, {})))
    address = f"{LIST}?pemerintah={sinjai.code}"
    if not reads:
        assert {client.get(url).status_code for url in (address, f"{LIST}/{total.id}")} == {403}
    else:
        for url in (address, f"{LIST}/{total.id}"):
            tree = assert_page(client.get(url), app)
            links = [str(each.get("href")) for each in tree.iter("a")]
            assert not any(url.endswith(("/baru", "/ubah")) for url in links)
    forbidden = [
        client.get(f"{LIST}/baru?pemerintah={sinjai.code}"),
        client.post(f"{LIST}/baru", data=typed(pemerintah=sinjai.code)),
        client.post(f"{LIST}/{total.id}/ubah", data=edited(total)),
        client.post(f"{LIST}/{total.id}/hapus", data={"version": "1"}),
    ]
    assert {answer.status_code for answer in forbidden} == {403}
    assert len(stored()) == 1


def test_of_another_government_there_is_nothing(client, sinjai):
    total = published(sinjai)
    db.session.commit()
    login(client, user_with(Role.COORDINATOR, government(name="Kabupaten Bone")))
    for answer in (
        client.get(f"{LIST}/{total.id}"),
        client.get(f"{LIST}?pemerintah={sinjai.code}"),
        client.get(f"{LIST}.csv?pemerintah={sinjai.code}"),
        client.get(f"{LIST}/{total.id}/ubah"),
        client.post(f"{LIST}/{total.id}/hapus", data={"version": "1"}),
    ):
        assert answer.status_code == 404
    assert len(stored()) == 1


def test_those_above_choose_a_government_first(client, app, sinjai, register):
    login(client, user_with(Role.MINISTRY_REVIEWER))
    tree = assert_page(client.get(LIST), app)
    assert any(each.get("href") == f"{LIST}?pemerintah={sinjai.code}" for each in tree.iter("a"))


def test_the_pages_of_figures_lead_there_and_the_definition_explains(client, app, sinjai, register):
    login(client, user_with(Role.COORDINATOR, sinjai))
    assert f"{LIST}?pemerintah={sinjai.code}" in client.get("/pengaduan/statistik").text
    definitions = client.get("/pengaduan/definisi").text
    assert 'id="angka-terbit"' in definitions
    assert f'href="{LIST}"' in definitions
    login(client, user_with(Role.OPD_ADMIN, unit=sinjai.units[0]))
    for page in ("/pengaduan/statistik", "/pengaduan/definisi"):
        assert f'href="{LIST}' not in client.get(page).text


def test_the_actions_themselves_refuse_whoever_may_not(db_session, sinjai):
    total = published(sinjai)
    leader = actor_by_id(user_with(Role.LEADER, sinjai).id)
    for attempt in (
        lambda: add_published(leader, sinjai, publication()),
        lambda: change_published(leader, total, publication()),
        lambda: remove_published(leader, total),
    ):
        with pytest.raises(Forbidden):
            attempt()


# ------------------------------------------------------------------------------------------- the tables themselves


BROKEN: tuple[dict[str, Any], ...] = (
    {"title": ""},
    {"source": ""},
    {"count": -1},
    {"last_day": date(2020, 12, 31)},
    {"cut_off": date(2020, 12, 31)},
    {"lines": (Line("Rincian", 1, is_detail=True),)},
    {"lines": (Line("", 1),)},
    {"lines": (Line("Kurang", -1),)},
    {"lines": (Line("Teliti", 1, Decimal("1.234")),)},
)


@pytest.mark.parametrize("fields", BROKEN, ids=[str(fields) for fields in BROKEN])
def test_the_database_refuses_what_makes_no_sense(db_session, sinjai, fields):
    with pytest.raises(IntegrityError):
        published(sinjai, **fields)
    db_session.rollback()


def test_a_part_cannot_belong_to_a_total_of_another_government(db_session, sinjai):
    total = published(sinjai, lines=())
    bone = government(name="Kabupaten Bone")
    db_session.add(
        PublishedPart(government_id=bone.id, total_id=total.id, position=0, label="Asing", count=1)
    )
    with pytest.raises(IntegrityError):
        db_session.flush()
    db_session.rollback()


def test_the_decimals_that_were_printed_are_kept(db_session, sinjai):
    told = ("46", "40.0", "0.05", "100", "7.50")
    published(sinjai, lines=[Line(text, 1, Decimal(text)) for text in told])
    db_session.commit()
    assert [str(part.percent) for part in stored()[0].parts] == list(told)
    assert db_session.scalar(select(func.count()).select_from(PublishedPart)) == len(told)


def test_pontianak_is_what_the_factory_says():
    assert sum(line.count or 0 for line in PONTIANAK if line.is_detail) == PONTIANAK[0].count
