"""Indicators handed to a colleague: exactly these, for this person, until they are taken back."""

import pytest
from sqlalchemy import select

from app.access import Role
from app.assessment.actions import save_answer
from app.assessment.documents.actions import use_document
from app.assessment.queries.handed import given_of
from app.assessment.rules import ForbiddenStep, Refusal
from app.db import db, new_id
from app.notifications.models import Notification
from app.organisations.actors import actor_of
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.factories.handovers import link_for, take_up
from tests.style_guide import assert_page, words


def sheet(assessment, rest=""):
    return f"/asesmen/isian/{assessment.id}{rest}"


@pytest.fixture
def colleague(place):
    """Somebody to whom K-01 and S-01 of the first OPD were handed."""
    person = make.user_with(Role.CONTRIBUTOR, unit=place.units[0], name="Siti Kolega")
    take_up(link_for(place), person)
    return person


def answer_fields(assessment, code, answer="3", reason="Dari kolega."):
    found = rounds.line(assessment, code).answer
    return {
        "answer": answer,
        "reason": reason,
        "version": str(found.version if found else 0),
        "idempotency_key": new_id(),
    }


class TestTheColleague:
    def test_saves_what_was_handed_over(self, place, sign_in, colleague):
        client, own = sign_in(colleague), place.assessment()
        saved = client.post(sheet(own, "/K-01"), data=answer_fields(own, "K-01"))
        assert saved.location == sheet(own, "/S-01")
        saved = client.post(sheet(own, "/S-01"), data=answer_fields(own, "S-01", "2"))
        assert saved.location == sheet(own)  # there is no page to submit from
        db.session.expire_all()
        assert rounds.line(own, "K-01").stored.self_by == colleague.id
        listed = words(assert_page(sign_in(place.admins[0]).get(sheet(own))))
        assert "diisi oleh Siti Kolega" in listed
        given = given_of(own)[0]
        assert given.answered == 2
        assert given.last_at is not None

    def test_everything_else_is_not_there(self, place, sign_in, colleague):
        client, own, other = sign_in(colleague), place.assessment(), place.assessment(1)
        for rest in ("/K-02", "/K-03", "/X-99"):
            assert client.get(sheet(own, rest)).status_code == 404, rest
            assert client.post(sheet(own, rest), data=answer_fields(own, "K-01")).status_code == 404, rest
        assert client.post(sheet(own, "/K-02/otomatis"), data=answer_fields(own, "K-01")).status_code == 404
        for rest in ("", "/K-01", "/semua"):
            assert client.get(sheet(other, rest)).status_code == 404, rest
        for path in (
            sheet(own, "/periksa"),
            sheet(own, "/lembar.xlsx"),
            sheet(own, "/tiga-nilai"),
            sheet(own, "/kolega"),
            "/asesmen/papan",
            "/asesmen/nilai",
            "/pengaduan",
            "/rencana-aksi",
            "/laporan/",
        ):
            assert client.get(path).status_code in (403, 404), path
        assert client.post(sheet(own, "/kirim"), data={"idempotency_key": new_id()}).status_code == 403
        everything = client.get(sheet(own, "/semua"))
        assert everything.headers["X-Renaksi-Person"]
        assert "K-02" not in everything.get_data(as_text=True)
        page = client.get(sheet(own, "/K-01"))
        assert_page(page)
        assert "Pengaduan OPD ini" not in page.get_data(as_text=True)

    def test_a_leader_may_be_a_colleague_too(self, place, sign_in):
        person = make.user_with(Role.LEADER, place.government)
        take_up(link_for(place), person)
        client, own = sign_in(person), place.assessment()
        assert "data-draft=" in client.get(sheet(own, "/K-01")).get_data(as_text=True)
        read_only = client.get(sheet(own, "/K-02"))
        assert read_only.status_code == 200
        assert "data-draft=" not in read_only.get_data(as_text=True)
        assert client.post(sheet(own, "/K-02"), data=answer_fields(own, "K-02", "yes")).status_code == 403
        assert client.post(sheet(own, "/K-01"), data=answer_fields(own, "K-01")).status_code == 302

    def test_the_action_asks_again(self, place, colleague):
        own = place.assessment()
        with pytest.raises(ForbiddenStep) as refused:
            save_answer(
                actor_of(colleague),
                own,
                rounds.line(own, "K-02").spec,
                value=True,
                reason="Bukan untuk saya.",
                seen_version=0,
            )
        assert refused.value.reason is Refusal.WRONG_DUTY

    def test_reads_only_once_it_was_submitted(self, place, sign_in):
        person = make.user_with(Role.CONTRIBUTOR, unit=place.units[0])
        take_up(link_for(place), person)
        own = rounds.submitted(place.admin(), place.assessment())
        db.session.commit()
        client = sign_in(person)
        page = client.get(sheet(own, "/K-01"))
        assert page.status_code == 200
        assert "data-draft=" not in page.get_data(as_text=True)
        assert client.post(sheet(own, "/K-01"), data=answer_fields(own, "K-01", "5")).status_code == 409

    def test_loses_one_indicator_and_then_all(self, place, sign_in):
        person = make.user_with(Role.CONTRIBUTOR, unit=place.units[0])
        made = link_for(place)
        take_up(made, person)
        own = place.assessment()
        boss, handover = sign_in(place.admins[0]), f"/asesmen/kolega/{made.handover.id}/ambil-kembali"
        boss.post(handover, data={"indikator": "S-01"})
        client = sign_in(person)
        assert client.get(sheet(own, "/S-01")).status_code == 404
        assert client.get(sheet(own, "/K-01")).status_code == 200
        sign_in(place.admins[0]).post(handover)
        client = sign_in(person)
        assert client.get(sheet(own, "/K-01")).status_code in (403, 404)
        assert client.post(sheet(own, "/K-01"), data=answer_fields(own, "K-01")).status_code in (403, 404)

    def test_two_on_one_answer_see_both_texts(self, place, sign_in, colleague):
        own = place.assessment()
        fields = answer_fields(own, "K-01")
        sign_in(place.admins[0]).post(
            sheet(own, "/K-01"), data=answer_fields(own, "K-01", "2", "Dari admin.")
        )
        lost = sign_in(colleague).post(sheet(own, "/K-01"), data=fields)
        assert lost.status_code == 409
        assert "Dari admin." in lost.get_data(as_text=True)
        assert "Dari kolega." in lost.get_data(as_text=True)

    def test_a_document_of_others_stays_as_it_is(self, place, sign_in, colleague):
        own = place.assessment()
        rounds.proven(place.admin(), own, "K-01")
        shown = rounds.line(own, "K-01").stored.evidence[0]
        use_document(place.admin(), own, rounds.line(own, "K-02").spec, shown)
        db.session.commit()
        client = sign_in(colleague)
        client.post(
            sheet(own, f"/K-01/bukti/{shown.id}"),
            data={"title": "Judul kolega", "version": str(shown.version)},
        )
        db.session.expire_all()
        assert rounds.line(own, "K-01").stored.evidence[0].title == "Judul kolega"
        assert rounds.line(own, "K-02").stored.evidence[0].title != "Judul kolega"

    def test_reads_the_evidence_of_the_own_answers_alone(self, place, sign_in, colleague):
        own = place.assessment()
        for code in ("K-01", "K-02"):
            rounds.proven(place.admin(), own, code)
        shown, hidden = (rounds.line(own, code).stored.evidence[0] for code in ("K-01", "K-02"))
        use_document(place.admin(), own, rounds.line(own, "K-02").spec, shown)
        db.session.commit()
        client = sign_in(colleague)
        page = words(assert_page(client.get(f"/asesmen/bukti/{shown.id}/riwayat")))
        assert "K-02" not in page
        for rest in ("/riwayat", "", "/pratinjau", "/pratinjau/gambar", "/versi/1"):
            assert client.get(f"/asesmen/bukti/{hidden.id}{rest}").status_code == 404, rest
        assert client.get(sheet(own, f"/K-02/bukti/{hidden.id}")).status_code == 404
        assert_page(client.get(sheet(own, f"/K-01/bukti/{shown.id}")))

    def test_is_told_on_the_start_page(self, place, sign_in, colleague):
        page = words(assert_page(sign_in(colleague).get("/")))
        assert "Isi indikator yang diserahkan kepada Anda" in page
        assert "0 dari 2 lengkap" in page

    def test_more_is_given_without_a_link(self, place, sign_in, colleague):
        own = place.assessment()
        boss = sign_in(place.admins[0])
        fields = {"codes": ["K-02"], "colleague": colleague.id, "name": "", "idempotency_key": new_id()}
        made = boss.post(sheet(own, "/kolega/baru"), data=fields)
        assert "/undangan/" not in boss.get(made.location).get_data(as_text=True)
        assert sign_in(colleague).get(sheet(own, "/K-02")).status_code == 200
        titles = db.session.scalars(
            select(Notification.title).where(Notification.user_id == colleague.id)
        ).all()
        assert any("menyerahkan indikator kepada Anda" in title for title in titles)
