"""The list of OPD: reading, adding, changing, ordering, other spellings, the usual ones, the workbook."""

import io

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from app.access import Role
from app.audit import AuditEntry
from app.db import new_id
from app.organisations.models import Government, GovernmentKind, Unit, UnitAlias, UnitKind, User
from app.organisations.units.standard import standard_units
from tests.factories.organisations import alias, government, login, unit, user_with
from tests.style_guide import assert_page


@pytest.fixture
def sinjai(db_session) -> Government:
    return government(name="Kabupaten Sinjai", code="73.07")


@pytest.fixture
def coordinator(client, sinjai) -> User:
    made = user_with(Role.COORDINATOR, sinjai)
    login(client, made)
    return made


@pytest.fixture
def dinsos(sinjai) -> Unit:
    return unit(sinjai, name="Dinas Sosial", short_name="Dinsos", position=1)


def add(client, query="", **values):
    given = {"name": "Dinas Kesehatan", "kind": "dinas", "short_name": "Dinkes", "idempotency_key": new_id()}
    return client.post(f"/opd/tambah{query}", data={**given, **values})


def save(client, one, **values):
    given = {"name": one.name, "kind": one.kind.value, "short_name": one.short_name, "version": one.version}
    return client.post(f"/opd/{one.id}", data={**given, **values})


class TestReading:
    def test_an_empty_list_says_what_to_do(self, client, coordinator):
        page = client.get("/opd")
        assert_page(page)
        assert "Pakai daftar baku" in page.text

    def test_the_list_shows_names_and_spellings(self, client, coordinator, dinsos):
        alias(dinsos, "Dinsos Kab. Sinjai")
        page = client.get("/opd")
        assert_page(page)
        assert "Dinas Sosial" in page.text
        assert "Dinsos Kab. Sinjai" in page.text

    @pytest.mark.parametrize("words", ["sosial", "DINSOS", "bansos"])
    def test_it_is_searched_by_name_short_name_and_spelling(self, client, coordinator, dinsos, sinjai, words):
        alias(dinsos, "Urusan Bansos")
        unit(sinjai, name="Dinas Kesehatan")
        text = client.get(f"/opd?cari={words}").text
        assert "Dinas Sosial" in text
        assert "Dinas Kesehatan" not in text

    def test_it_is_filtered_by_kind_and_state(self, client, coordinator, dinsos, sinjai):
        unit(sinjai, name="Badan Lama", kind=UnitKind.BADAN, is_active=False)
        assert "Dinas Sosial" not in client.get("/opd?jenis=badan").text
        assert "Badan Lama" not in client.get("/opd?status=active").text
        assert "Badan Lama" in client.get("/opd?status=inactive").text

    def test_an_opd_admin_reads_but_does_not_change(self, client, dinsos):
        login(client, user_with(Role.OPD_ADMIN, unit=dinsos))
        assert_page(client.get("/opd"))
        page = client.get(f"/opd/{dinsos.id}")
        assert_page(page)
        assert "Simpan" not in page.text
        assert save(client, dinsos, name="Lain").status_code == 403
        assert add(client).status_code == 403

    def test_opd_of_others_are_nowhere(self, client, coordinator, db_session):
        foreign = unit(government(code="73.08"), name="Dinas Jauh")
        assert "Dinas Jauh" not in client.get("/opd").text
        assert client.get("/opd?pemerintah=73.08").status_code == 404
        assert client.get("/opd/unduh?pemerintah=73.08").status_code == 404
        assert client.get(f"/opd/{foreign.id}").status_code == 404
        assert save(client, foreign, name="Diambil").status_code == 404
        for what in ("aktif", "pindah", "nama-lain"):
            assert (
                client.post(f"/opd/{foreign.id}/{what}", data={"idempotency_key": new_id()}).status_code
                == 404
            )
        db_session.refresh(foreign)
        assert foreign.name == "Dinas Jauh"

    def test_somebody_above_chooses_a_government_first(self, client, dinsos):
        login(client, user_with(Role.MINISTRY_REVIEWER))
        assert client.get("/opd").headers["Location"].startswith("/pemerintah?tujuan=/opd")
        assert "Dinas Sosial" in client.get("/opd?pemerintah=73.07").text


class TestAdding:
    def test_one(self, client, coordinator, dinsos, sinjai, db_session):
        assert_page(client.get("/opd/tambah"))
        assert add(client).status_code == 302
        made = db_session.scalars(select(Unit).where(Unit.name == "Dinas Kesehatan")).one()
        assert (made.government_id, made.kind, made.position) == (sinjai.id, UnitKind.DINAS, 2)

    def test_a_double_click_adds_one(self, client, coordinator, db_session):
        key = new_id()
        assert {add(client, idempotency_key=key).status_code for _ in range(2)} == {302}
        assert db_session.scalar(select(func.count()).select_from(Unit)) == 1

    @pytest.mark.parametrize(
        "name", ["Dinas Sosial", "DINAS SOSIAL KAB.", "Dinas  Sosial", "Dinsos", "Urusan Bansos"]
    )
    def test_a_name_that_somebody_has_is_refused_with_the_holder(
        self, client, coordinator, dinsos, db_session, name
    ):
        alias(dinsos, "Urusan Bansos")
        response = add(client, name=name)
        assert_page(response)
        assert "sudah dipakai oleh Dinas Sosial" in response.text
        assert db_session.scalar(select(func.count()).select_from(Unit)) == 1

    def test_another_government_may_have_the_same_name(self, client, dinsos, db_session):
        login(client, user_with(Role.COORDINATOR, government()))
        assert add(client, name="Dinas Sosial").status_code == 302

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"name": ""}, "Isi nama OPD"),
            ({"kind": ""}, "Pilih jenis"),
            ({"name": "x" * 201}, "Paling banyak 200"),
        ],
    )
    def test_faults_are_told(self, client, coordinator, values, message):
        response = add(client, **values)
        assert_page(response)
        assert message in response.text

    def test_the_operator_adds_for_a_government(self, client, sinjai, db_session):
        login(client, user_with(Role.OPERATOR))
        assert add(client, "?pemerintah=73.07").status_code == 302
        assert db_session.scalars(select(Unit)).one().government_id == sinjai.id

    def test_without_a_government_there_is_nothing_to_add_to(self, client, db_session):
        login(client, user_with(Role.OPERATOR))
        assert add(client).status_code == 404


class TestChanging:
    def test_name_kind_and_short_name(self, client, coordinator, dinsos, db_session):
        assert_page(client.get(f"/opd/{dinsos.id}"))
        assert (
            save(client, dinsos, name="Dinas Sosial dan PPA", kind="badan", short_name="DSP").status_code
            == 302
        )
        db_session.refresh(dinsos)
        assert (dinsos.name, dinsos.kind, dinsos.short_name) == (
            "Dinas Sosial dan PPA",
            UnitKind.BADAN,
            "DSP",
        )

    def test_a_lost_race_shows_both_versions(self, client, coordinator, dinsos):
        version = dinsos.version
        save(client, dinsos, name="Dinas Sosial Baru")
        response = save(client, dinsos, name="Dinas Sosial Lain", version=version)
        assert_page(response, status=409)
        assert "Dinas Sosial Baru" in response.text
        assert "Dinas Sosial Lain" in response.text

    def test_the_same_name_in_other_letters_is_no_collision(self, client, coordinator, dinsos):
        assert save(client, dinsos, name="DINAS SOSIAL").status_code == 302

    def test_the_name_of_another_is_refused(self, client, coordinator, dinsos, sinjai):
        unit(sinjai, name="Dinas Kesehatan")
        response = save(client, dinsos, name="dinas kesehatan")
        assert_page(response)
        assert "sudah dipakai oleh Dinas Kesehatan" in response.text

    def test_taking_it_out_of_use_and_back(self, client, coordinator, dinsos, db_session):
        client.post(f"/opd/{dinsos.id}/aktif", data={"version": dinsos.version, "aktif": "0"})
        db_session.refresh(dinsos)
        assert not dinsos.is_active
        assert_page(client.get(f"/opd/{dinsos.id}"))
        client.post(f"/opd/{dinsos.id}/aktif", data={"version": dinsos.version, "aktif": "1"})
        db_session.refresh(dinsos)
        assert dinsos.is_active

    def test_taking_it_out_of_use_compares_versions_too(self, client, coordinator, dinsos):
        response = client.post(f"/opd/{dinsos.id}/aktif", data={"version": 99, "aktif": "0"})
        assert_page(response, status=409)

    def test_moving(self, client, coordinator, sinjai, db_session):
        a, b, c = (unit(sinjai, name=name, position=7) for name in ("Dinas A", "Dinas B", "Dinas C"))

        def order():
            db_session.expire_all()
            return list(db_session.scalars(select(Unit.name).order_by(Unit.position, Unit.name)))

        client.post(f"/opd/{c.id}/pindah", data={"arah": "naik"})
        assert order() == ["Dinas A", "Dinas C", "Dinas B"]
        client.post(f"/opd/{a.id}/pindah", data={"arah": "turun"})
        assert order() == ["Dinas C", "Dinas A", "Dinas B"]
        client.post(f"/opd/{c.id}/pindah", data={"arah": "naik"})
        client.post(f"/opd/{b.id}/pindah", data={"arah": "turun"})
        assert order() == ["Dinas C", "Dinas A", "Dinas B"]

    def test_fields_outside_the_form_do_not_bind(self, client, coordinator, dinsos, db_session):
        save(client, dinsos, government_id="lain", is_active="", position="99")
        db_session.refresh(dinsos)
        assert (dinsos.is_active, dinsos.position) == (True, 1)


class TestSpellings:
    def spell(self, client, one, spelling, **values):
        return client.post(
            f"/opd/{one.id}/nama-lain", data={"alias": spelling, "idempotency_key": new_id(), **values}
        )

    def test_adding_and_removing(self, client, coordinator, dinsos, db_session):
        assert self.spell(client, dinsos, "Dinsos  Kab. Sinjai").status_code == 302
        made = db_session.scalars(select(UnitAlias)).one()
        assert (made.alias, made.alias_key) == ("Dinsos Kab. Sinjai", "dinsos sinjai")
        address = f"/opd/{dinsos.id}/nama-lain/{made.id}/hapus"
        assert [client.post(address).status_code for _ in range(2)] == [302, 302]
        assert db_session.scalars(select(UnitAlias)).all() == []

    def test_one_that_it_has_changes_nothing(self, client, coordinator, dinsos, db_session):
        for spelling in ("DINAS SOSIAL", "dinsos"):
            assert self.spell(client, dinsos, spelling).status_code == 302
        assert db_session.scalars(select(UnitAlias)).all() == []

    def test_one_that_another_has_is_refused_with_the_holder(self, client, coordinator, dinsos, sinjai):
        dinkes = unit(sinjai, name="Dinas Kesehatan")
        response = self.spell(client, dinkes, "DINSOS")
        assert_page(response, status=422)
        assert "sudah dipakai oleh Dinas Sosial" in response.text

    def test_an_alias_of_another_opd_cannot_be_removed_through_this_one(
        self, client, coordinator, dinsos, sinjai, db_session
    ):
        other = alias(unit(sinjai), "Ejaan Lain")
        client.post(f"/opd/{dinsos.id}/nama-lain/{other.id}/hapus")
        assert db_session.scalars(select(UnitAlias)).all() == [other]


class TestTheUsualOnes:
    @pytest.mark.parametrize("kind", [GovernmentKind.REGENCY, GovernmentKind.CITY, GovernmentKind.PROVINCE])
    def test_every_kind_of_government_has_a_list(self, kind):
        assert len(standard_units(kind)) > 20

    def test_the_chosen_ones_are_added_with_their_spellings(self, client, coordinator, db_session):
        page = client.get("/opd/daftar-baku")
        assert_page(page)
        first, second, *_rest = standard_units(GovernmentKind.REGENCY)
        data = {"units": [first.key, second.key], "idempotency_key": new_id()}
        assert client.post("/opd/daftar-baku", data=data).headers["Location"] == "/opd"
        found = db_session.scalars(select(Unit).order_by(Unit.position)).all()
        assert [one.name for one in found] == [first.name, second.name]
        assert found[0].aliases

    def test_all_at_once(self, client, coordinator, db_session):
        keys = [each.key for each in standard_units(GovernmentKind.REGENCY)]
        client.post("/opd/daftar-baku", data={"units": keys, "idempotency_key": new_id()})
        assert db_session.scalar(select(func.count()).select_from(Unit)) == len(keys)
        page = client.get("/opd/daftar-baku")
        assert_page(page)
        assert "Semua sudah ada" in page.text

    def test_what_is_there_is_not_offered_again(self, client, coordinator, sinjai):
        unit(sinjai, name="SEKRETARIAT DAERAH KABUPATEN")
        assert 'value="sekretariat daerah"' not in client.get("/opd/daftar-baku").text

    def test_choosing_none_is_told(self, client, coordinator):
        response = client.post("/opd/daftar-baku", data={"idempotency_key": new_id()})
        assert_page(response)
        assert "Pilih paling sedikit satu OPD" in response.text

    def test_what_is_not_on_the_list_cannot_be_added(self, client, coordinator, db_session):
        client.post("/opd/daftar-baku", data={"units": ["dinas karangan"], "idempotency_key": new_id()})
        assert db_session.scalars(select(Unit)).all() == []


def rows_of(content: bytes):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def test_the_workbook_has_every_opd(client, coordinator, dinsos):
    alias(dinsos, "Dinsos Sinjai")
    response = client.get("/opd/unduh")
    assert "daftar-opd-73.07.xlsx" in response.headers["Content-Disposition"]
    assert rows_of(response.data) == [
        ["Nama OPD", "Jenis", "Singkatan", "Nama lain", "Status"],
        ["Dinas Sosial", "Dinas", "Dinsos", "Dinsos Sinjai", "Aktif"],
    ]


def test_no_name_becomes_a_formula(client, coordinator, sinjai):
    unit(sinjai, name='=HYPERLINK("http://jahat.invalid")')
    assert rows_of(client.get("/opd/unduh").data)[1][0] == '=HYPERLINK("http://jahat.invalid")'


def test_the_list_asks_the_database_as_often_for_many_as_for_few(client, coordinator, sinjai, count_queries):
    unit(sinjai)
    with count_queries() as few:
        client.get("/opd")
    for _ in range(20):
        alias(unit(sinjai), f"Ejaan {new_id()}")
    with count_queries() as many:
        client.get("/opd")
    assert len(many) <= len(few) + 1


def test_every_change_is_logged(client, coordinator, db_session):
    add(client)
    one = db_session.scalars(select(Unit)).one()
    save(client, one, name="Dinas Kesehatan Baru")
    client.post(f"/opd/{one.id}/nama-lain", data={"alias": "Dinkes Baru", "idempotency_key": new_id()})
    logged = list(db_session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))
    assert logged == ["unit.added", "unit.changed", "unit.alias_added"]
