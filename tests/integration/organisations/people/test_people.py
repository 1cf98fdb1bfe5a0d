"""The list of people, a person's page, duties, closing of accounts."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.access import Role
from app.audit import AuditEntry
from app.db import day_in, new_id
from app.organisations.models import Appointment, Government, User
from tests.factories.organisations import appointment, government, login, unit, user, user_with
from tests.style_guide import assert_page


@pytest.fixture
def sinjai(db_session) -> Government:
    return government(name="Kabupaten Sinjai", code="73.07")


@pytest.fixture
def coordinator(client, sinjai) -> User:
    made = user_with(Role.COORDINATOR, sinjai, name="Kabag Uji")
    login(client, made)
    return made


@pytest.fixture
def colleague(coordinator, sinjai) -> User:
    return user_with(Role.LEADER, sinjai, name="Bupati Uji", username="bupati", email="bupati@uji.invalid")


def act(client, person, what, **data):
    return client.post(f"/pengguna/{person.id}/{what}", data={"version": person.version, **data})


class TestTheList:
    def test_shows_people_with_their_duties(self, client, colleague):
        page = client.get("/pengguna")
        assert_page(page)
        assert "Bupati Uji" in page.text
        assert "Pimpinan" in page.text

    @pytest.mark.parametrize("words", ["bupati", "BUPATI U", "bupati@uji"])
    def test_is_searched_by_name_username_and_address(self, client, colleague, words):
        text = client.get(f"/pengguna?cari={words}").text
        assert "Bupati Uji" in text
        assert ">Kabag Uji</a>" not in text

    def test_signs_of_the_search_language_stand_for_themselves(self, client, colleague):
        assert "Tidak ada yang cocok" in client.get("/pengguna?cari=%25_").text

    def test_is_filtered_by_role_and_state(self, client, colleague, sinjai):
        user_with(Role.LEADER, sinjai, name="Wakil Lama", active=False)
        assert ">Kabag Uji</a>" not in client.get("/pengguna?peran=leader").text
        assert "Wakil Lama" not in client.get("/pengguna?peran=leader&status=active").text
        assert "Bupati Uji" not in client.get("/pengguna?status=inactive").text

    def test_nonsense_filters_are_ignored(self, client, colleague):
        assert "Bupati Uji" in client.get("/pengguna?peran=raja&status=apa&halaman=x").text

    def test_has_pages(self, client, coordinator, sinjai):
        for number in range(30):
            user_with(Role.LEADER, sinjai, name=f"Orang {number:02}")
        assert "Orang 29" not in client.get("/pengguna").text
        page = client.get("/pengguna?halaman=2")
        assert_page(page)
        assert "Orang 29" in page.text

    def test_never_shows_people_of_others(self, client, coordinator):
        user_with(Role.LEADER, government(), name="Orang Jauh")
        assert "Orang Jauh" not in client.get("/pengguna").text
        assert "Orang Jauh" not in client.get("/pengguna?cari=jauh").text

    def test_shows_only_duties_within_reach(self, client, colleague):
        appointment(colleague, Role.LEADER, government(name="Kota Rahasia"))
        assert "Kota Rahasia" not in client.get("/pengguna").text
        assert "Kota Rahasia" not in client.get(f"/pengguna/{colleague.id}").text

    def test_the_operator_sees_everybody(self, client, db_session):
        login(client, user_with(Role.OPERATOR))
        user_with(Role.LEADER, government(code="73.08"), name="Orang Jauh")
        user(name="Tanpa Tugas")
        text = client.get("/pengguna").text
        assert "Orang Jauh" in text
        assert "Tanpa Tugas" in text
        assert "Tanpa Tugas" not in client.get("/pengguna?pemerintah=73.08").text


class TestAPerson:
    def test_has_a_page(self, client, colleague):
        assert_page(client.get(f"/pengguna/{colleague.id}"))

    def test_of_another_government_is_nowhere(self, client, coordinator):
        foreign = user_with(Role.LEADER, government())
        assert client.get(f"/pengguna/{foreign.id}").status_code == 404
        for what in ("nonaktifkan", "aktifkan", "matikan-dua-langkah", "penugasan"):
            assert act(client, foreign, what, idempotency_key=new_id()).status_code == 404

    def test_is_shut_out_at_once(self, app, client, colleague, db_session):
        theirs = app.test_client()
        login(theirs, colleague)
        assert theirs.get("/akun").status_code == 200
        assert act(client, colleague, "nonaktifkan").status_code == 302
        assert theirs.get("/akun").status_code == 302
        db_session.refresh(colleague)
        assert not colleague.active
        assert act(client, colleague, "aktifkan").status_code == 302
        db_session.refresh(colleague)
        assert colleague.active

    def test_who_works_elsewhere_too_is_not_shut_out_by_one_of_them(self, client, colleague, db_session):
        appointment(colleague, Role.LEADER, government())
        assert "Nonaktifkan" not in client.get(f"/pengguna/{colleague.id}").text
        assert act(client, colleague, "nonaktifkan").status_code == 403
        db_session.refresh(colleague)
        assert colleague.active

    def test_a_duty_elsewhere_that_is_over_does_not_matter(self, client, colleague):
        appointment(colleague, Role.LEADER, government(), valid_until=date(2020, 12, 31))
        assert act(client, colleague, "nonaktifkan").status_code == 302

    def test_nobody_shuts_out_an_operator(self, client, colleague):
        appointment(colleague, Role.OPERATOR)
        assert act(client, colleague, "nonaktifkan").status_code == 403

    def test_nobody_shuts_out_oneself(self, client, coordinator, db_session):
        assert act(client, coordinator, "nonaktifkan").status_code == 403
        db_session.refresh(coordinator)
        assert coordinator.active

    def test_a_lost_race_is_told(self, client, colleague):
        response = client.post(f"/pengguna/{colleague.id}/nonaktifkan", data={"version": 99})
        assert_page(response, status=409)

    @pytest.mark.usefixtures("by_day")
    def test_the_second_step_is_switched_off_for_somebody_who_lost_it(
        self, client, colleague, db_session, outbox
    ):
        colleague.tf_primary_method, colleague.tf_totp_secret = "authenticator", "{}"
        db_session.flush()
        assert act(client, colleague, "matikan-dua-langkah").status_code == 302
        db_session.refresh(colleague)
        assert (colleague.tf_primary_method, colleague.tf_totp_secret) == (None, None)
        assert [mail["To"] for mail in outbox()] == ["bupati@uji.invalid"]


class TestDuties:
    def add(self, client, person, **values):
        given = {
            "role": "leader",
            "unit_id": "",
            "valid_from": day_in().isoformat(),
            "valid_until": "",
        }
        return client.post(
            f"/pengguna/{person.id}/penugasan", data={**given, "idempotency_key": new_id(), **values}
        )

    def test_one_more(self, client, colleague, sinjai, db_session):
        dinas = unit(sinjai)
        assert self.add(client, colleague, role="opd_admin", unit_id=dinas.id).status_code == 302
        duties = db_session.scalars(select(Appointment).where(Appointment.user_id == colleague.id)).all()
        assert {(duty.role, duty.unit_id) for duty in duties} == {
            (Role.LEADER, None),
            (Role.OPD_ADMIN, dinas.id),
        }

    def test_a_double_click_adds_one(self, client, colleague, db_session):
        key = new_id()
        for _ in range(2):
            self.add(client, colleague, role="coordinator", idempotency_key=key)
        found = db_session.scalars(select(Appointment).where(Appointment.user_id == colleague.id)).all()
        assert len(found) == 2

    @pytest.mark.parametrize("role", ["operator", "ministry_reviewer", "province_supervisor"])
    def test_roles_from_above_cannot_be_handed_out(self, client, colleague, role):
        assert_page(self.add(client, colleague, role=role), status=422)

    def test_nobody_raises_oneself(self, client, coordinator, db_session):
        assert_page(self.add(client, coordinator, role="operator"), status=422)

    def test_the_end_is_not_before_the_beginning(self, client, colleague):
        response = self.add(client, colleague, valid_from="2021-10-05", valid_until="2021-10-04")
        assert_page(response, status=422)
        assert "tidak boleh sebelum" in response.text

    def test_ending_one_takes_the_rights_at_once(self, app, client, colleague, db_session):
        theirs = app.test_client()
        login(theirs, colleague)
        assert theirs.get("/opd").status_code == 200
        duty = colleague.appointments[0]
        assert client.post(f"/pengguna/{colleague.id}/penugasan/{duty.id}/akhiri").status_code == 302
        assert theirs.get("/opd").status_code == 403
        db_session.refresh(duty)
        assert duty.valid_until == day_in() - timedelta(days=1)

    def test_one_that_began_today_goes_without_a_trace_but_the_log(self, client, colleague, db_session):
        self.add(client, colleague, role="coordinator")
        duty = db_session.scalars(
            select(Appointment).where(
                Appointment.user_id == colleague.id, Appointment.role == Role.COORDINATOR
            )
        ).one()
        duty_id = duty.id
        client.post(f"/pengguna/{colleague.id}/penugasan/{duty_id}/akhiri")
        assert db_session.scalars(select(Appointment.id).where(Appointment.id == duty_id)).first() is None
        assert "appointment.ended" in set(db_session.scalars(select(AuditEntry.action)))

    def test_a_duty_for_another_government_cannot_be_ended(self, client, colleague):
        elsewhere = appointment(colleague, Role.LEADER, government())
        url = f"/pengguna/{colleague.id}/penugasan/{elsewhere.id}/akhiri"
        assert client.post(url).status_code == 404

    def test_ones_own_duty_cannot_be_ended(self, client, coordinator, db_session):
        duty = coordinator.appointments[0]
        client.post(f"/pengguna/{coordinator.id}/penugasan/{duty.id}/akhiri")
        db_session.refresh(duty)
        assert duty.valid_until is None

    def test_a_duty_in_the_future_gives_no_rights_yet(self, client, db_session, sinjai):
        person = user()
        appointment(person, Role.LEADER, sinjai, valid_from=day_in() + timedelta(days=1))
        login(client, person)
        assert client.get("/opd").status_code == 403

    @pytest.mark.usefixtures("by_day")
    def test_the_person_is_told(self, client, colleague, outbox):
        self.add(client, colleague, role="coordinator")
        assert [mail["To"] for mail in outbox()] == ["bupati@uji.invalid"]
