"""The link by which a colleague gets indicators: once, for one person, for a week, until it is taken back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.access import Role
from app.assessment.actions.handing import (
    AlreadyOver,
    NotAColleague,
    NothingToHand,
    Wish,
    hand_over_by_link,
    hand_over_to,
    renew_link,
    take_back,
)
from app.assessment.together.models import Handover
from app.db import db, new_id, utc_now
from app.organisations.models import Appointment, Invitation, User
from app.organisations.people.invitations import AlreadyInvited
from tests.factories import organisations as make
from tests.factories.handovers import CODES, link_for
from tests.style_guide import assert_page, words

PASSWORD = "Payung teduh di pelabuhan 9!"


def sheet(assessment, rest=""):
    return f"/asesmen/isian/{assessment.id}{rest}"


def new_account(**fields):
    typed = {
        "name": "Siti Kolega",
        "username": "siti.kolega",
        "email": "siti.kolega@contoh.go.id",
        "password": PASSWORD,
        "password_again": PASSWORD,
        "idempotency_key": new_id(),
    }
    return typed | fields


class TestTheLink:
    def test_the_admin_chooses_and_sees_the_link_once(self, place, sign_in):
        client, own = sign_in(place.admins[0]), place.assessment()
        page = client.get(sheet(own, "/kolega/baru"))
        assert_page(page)
        fields = {"codes": list(CODES), "colleague": "", "name": "Siti", "idempotency_key": new_id()}
        made = client.post(sheet(own, "/kolega/baru"), data=fields)
        assert made.status_code == 302
        first, second = (client.get(made.location) for _ in range(2))
        assert "/undangan/" in first.get_data(as_text=True)
        assert "/undangan/" not in second.get_data(as_text=True)
        assert_page(first)
        assert "Tautan belum dibuka" in words(assert_page(client.get(sheet(own, "/kolega"))))

    def test_a_double_click_makes_one(self, place, sign_in):
        client, own = sign_in(place.admins[0]), place.assessment()
        fields = {"codes": list(CODES), "colleague": "", "name": "Siti", "idempotency_key": new_id()}
        for _ in range(2):
            client.post(sheet(own, "/kolega/baru"), data=fields)
        assert len(db.session.scalars(select(Handover)).all()) == 1

    @pytest.mark.parametrize(
        ("fields", "text"),
        [
            ({"codes": [], "name": "Siti"}, "Pilih paling sedikit satu indikator."),
            ({"codes": list(CODES), "name": ""}, "Isi nama kolega"),
            ({"codes": list(CODES), "name": "Siti", "email": "bukan alamat"}, "tidak benar"),
            ({"codes": list(CODES), "name": "Siti", "due_on": "2001-01-01"}, "sudah lewat"),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self, place, sign_in, fields, text):
        client = sign_in(place.admins[0])
        page = client.post(
            sheet(place.assessment(), "/kolega/baru"),
            data={"colleague": "", "note": "Tolong ya", "idempotency_key": new_id()} | fields,
        )
        assert page.status_code == 422
        assert text in page.get_data(as_text=True)
        assert "Tolong ya" in page.get_data(as_text=True)
        assert not db.session.scalars(select(Handover)).all()

    def test_a_colleague_makes_an_account_and_sees_exactly_these(self, place, client):
        made = link_for(place)
        page = client.get(f"/undangan/{made.token}")
        assert_page(page)
        taken = client.post(f"/undangan/{made.token}", data=new_account())
        assert taken.status_code == 302, words(assert_page(taken))
        assert taken.location == "/asesmen/tugas-saya"
        landed = client.get(taken.location)
        assert landed.location == sheet(place.assessment())
        text = words(assert_page(client.get(landed.location)))
        assert "K-01" in text
        assert "S-01" in text
        assert "K-02" not in text
        assert "Unduh untuk diisi" not in text
        person = db.session.scalars(select(User).where(User.username == "siti.kolega")).one()
        assert person.confirmed_at is None  # nobody has seen that the address is theirs
        assert [held.role for held in person.appointments] == [Role.CONTRIBUTOR]

    def test_what_the_admin_wrote_along_reaches_the_colleague(self, place, sign_in):
        colleague = make.user_with(Role.CONTRIBUTOR, unit=place.units[0], name="Siti Kolega")
        wish = Wish("Mohon SK yang terbaru.", date(2021, 11, 3))
        handed = hand_over_to(place.admin(), place.assessment(), ["K-01"], colleague.id, wish=wish).handover
        hand_over_to(place.admin(), place.assessment(), ["K-02"], colleague.id)
        db.session.commit()
        text = words(assert_page(sign_in(colleague).get(sheet(place.assessment()))))
        for said in ("Pesan dari Admin OPD", "Mohon SK yang terbaru.", "Diminta sampai 3 November 2021"):
            assert said in text
        assert "Mohon SK" not in words(assert_page(sign_in(place.admins[0]).get(sheet(place.assessment()))))
        take_back(place.admin(), handed)
        db.session.commit()
        text = words(assert_page(sign_in(colleague).get(sheet(place.assessment()))))
        assert "Pesan dari Admin OPD" not in text

    def test_it_can_be_used_once(self, place, client):
        made = link_for(place)
        client.post(f"/undangan/{made.token}", data=new_account())
        make.logout(client)
        again = client.post(
            f"/undangan/{made.token}", data=new_account(username="lain", email="lain@contoh.go.id")
        )
        assert again.status_code == 410
        assert db.session.scalars(select(User).where(User.username == "lain")).first() is None

    def test_it_ends_with_its_days_and_with_taking_back(self, place, client):
        old, revoked = link_for(place), link_for(place)
        db.session.get_one(Invitation, old.handover.invitation_id).expires_at = utc_now() - timedelta(hours=1)
        take_back(place.admin(), revoked.handover)
        db.session.commit()
        for made in (old, revoked):
            assert client.post(f"/undangan/{made.token}", data=new_account()).status_code == 410
        assert not db.session.scalars(select(Appointment).where(Appointment.role == Role.CONTRIBUTOR)).all()

    def test_a_new_link_kills_the_old_one(self, place, client):
        made = link_for(place)
        newer = renew_link(place.admin(), made.handover)
        db.session.commit()
        assert client.get(f"/undangan/{made.token}").status_code == 404
        assert client.get(f"/undangan/{newer.token}").status_code == 200
        take_back(place.admin(), made.handover)
        with pytest.raises(AlreadyOver):
            renew_link(place.admin(), made.handover)

    def test_an_account_of_the_same_government_takes_it_up(self, place, sign_in):
        made = link_for(place)
        person = make.user_with(Role.LEADER, place.government)
        client = sign_in(person)
        assert "Terima penugasan" in client.get(f"/undangan/{made.token}").get_data(as_text=True)
        client.post(f"/undangan/{made.token}", data={"idempotency_key": new_id()})
        assert client.get(sheet(place.assessment())).status_code == 200

    def test_neither_a_stranger_nor_whoever_made_it(self, place, sign_in):
        made = link_for(place)
        stranger = make.user_with(Role.OPD_ADMIN, unit=make.unit(make.government()))
        for person, text in ((stranger, "pemerintah daerah lain"), (place.admins[0], "untuk kolega Anda")):
            page = sign_in(person).post(f"/undangan/{made.token}", data={"idempotency_key": new_id()})
            assert text in page.get_data(as_text=True)
        db.session.expire_all()
        assert db.session.get_one(Handover, made.handover.id).user_id is None

    def test_an_address_is_invited_once_at_a_time(self, place):
        link_for(place, email="siti@contoh.go.id")
        with pytest.raises(AlreadyInvited):
            link_for(place, email="siti@contoh.go.id")
        assert link_for(place, name="Budi").token != link_for(place, name="Budi").token

    def test_nothing_else_can_be_handed_over(self, place):
        for codes in (["M-01"], ["K-03"], ["X-99"], []):  # measured, the government's, unknown, none
            with pytest.raises(NothingToHand):
                hand_over_by_link(place.admin(), place.assessment(), codes, name="Siti")
        with pytest.raises(NotAColleague):
            hand_over_to(place.admin(), place.assessment(), CODES, place.coordinator.id)


class TestWhoMayHandOver:
    def test_another_opd_does_not(self, place, sign_in):
        made = link_for(place)
        client = sign_in(place.admins[1])
        for path in (f"/asesmen/kolega/{made.handover.id}", sheet(place.assessment(), "/kolega")):
            assert client.get(path).status_code == 404
        assert client.post(f"/asesmen/kolega/{made.handover.id}/tautan-baru").status_code == 404
        assert client.post(f"/asesmen/kolega/{made.handover.id}/ambil-kembali").status_code == 404

    @pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADER])
    def test_nor_does_another_role(self, place, sign_in, role):
        client = sign_in(make.user_with(role, place.government))
        assert client.get(sheet(place.assessment(), "/kolega")).status_code == 403

    def test_the_coordinator_sees_the_invitation_among_the_open_ones(self, place, sign_in):
        made = link_for(place)
        page = sign_in(place.coordinator).get(f"/pengguna/undangan/{made.handover.invitation_id}")
        assert "Kontributor OPD" in page.get_data(as_text=True)
