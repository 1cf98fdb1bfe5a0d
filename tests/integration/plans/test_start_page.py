"""Start pages: what a first coordinator is led to, and the figures that people above the governments see."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from app.access import Role
from app.db import db
from app.plans.queries import QueueFilter, queue_counts
from tests.factories import assessment as rounds
from tests.factories import instrument as questions
from tests.factories import organisations as make
from tests.factories import plans
from tests.style_guide import assert_page, words


def primary(browser):
    """Address and words of the one thing to do next."""
    (link,) = [
        each
        for each in assert_page(browser.get("/")).iter("a")
        if "btn-primary" in each.get("class", "").split()
    ]
    return link.get("href"), " ".join("".join(link.itertext()).split())


def tiles(browser):
    """Label → (figure, note, address) of the figures."""
    found = {}
    for each in assert_page(browser.get("/")).iter("a"):
        if each.get("class") == "r-stat":
            label, value, note = [" ".join("".join(part.itertext()).split()) for part in each.iter("span")][
                :3
            ]
            found[label] = (value, note, each.get("href"))
    return found


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of a block."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


class TestAFirstCoordinator:
    def test_is_led_to_the_opd_then_to_a_round_then_to_the_complaints(self, db_session, sign_in):
        government = make.government()
        coordinator = make.user_with(Role.COORDINATOR, government)
        version = questions.published(rounds.content("awal"))
        browser = sign_in(coordinator)
        assert primary(browser) == ("/opd", "Buka daftar OPD")
        text = words(assert_page(browser.get("/")))
        assert "Impor data pengaduan" in text
        assert "Buka putaran asesmen" not in text  # there is nobody yet who could be asked
        make.unit(government)
        db.session.commit()
        assert primary(browser) == ("/asesmen/putaran/baru", "Buka putaran")
        assert_page(browser.get("/asesmen/putaran/baru"))
        rounds.opened(government, version, coordinator)
        db.session.commit()
        assert primary(browser) == ("/pengaduan/impor", "Impor berkas")

    def test_an_opd_that_was_given_up_is_no_list(self, db_session, sign_in):
        government = make.government()
        make.unit(government, is_active=False)
        browser = sign_in(make.user_with(Role.COORDINATOR, government))
        assert primary(browser)[0] == "/opd"

    def test_nobody_else_is_asked_for_it(self, db_session, sign_in):
        government = make.government()
        browser = sign_in(make.user_with(Role.LEADER, government))
        text = words(assert_page(browser.get("/")))
        assert "Susun daftar OPD" not in text
        assert "Buka putaran" not in text


class TestFiguresFromAbove:
    @pytest.fixture
    def watched(self, db_session):
        """A province with a regency whose plan waits and one without a round, and a plan elsewhere."""
        desk = plans.desk(3, scored=2)
        plans.sent(desk)
        make.government(parent=desk.province)
        make.government(parent=desk.province, is_active=False)
        plans.accepted(plans.desk(2, scored=1))
        return desk

    def person(self, watched, role):
        return {
            Role.PROVINCE_SUPERVISOR: watched.supervisor,
            Role.OMBUDSMAN: watched.ombudsman,
            Role.MINISTRY_REVIEWER: watched.reviewer,
        }[role]

    @pytest.mark.parametrize("role", [Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN])
    def test_they_are_those_of_the_own_province(self, watched, sign_in, role):
        found = tiles(sign_in(self.person(watched, role)))
        assert found == {
            "Pemerintah daerah dengan putaran asesmen": (
                "1",
                "dari 3 yang memakai Renaksi",
                "/asesmen/kemajuan",
            ),
            "OPD yang sudah mengirim asesmen": ("2", "dari 3 OPD pada putaran terakhir", "/asesmen/kemajuan"),
            "Rencana aksi menunggu telaah": ("1", "dari 4 pemerintah daerah", "/telaah?status=waiting"),
            "Rencana aksi diterima": ("0", "dari 4 pemerintah daerah", "/telaah?status=accepted"),
        }

    def test_the_ministry_sees_all(self, watched, sign_in):
        found = tiles(sign_in(watched.reviewer))
        assert found["Rencana aksi diterima"][0] == "1"
        assert found["Rencana aksi menunggu telaah"][0] == "1"
        assert found["OPD yang sudah mengirim asesmen"][:2] == ("3", "dari 5 OPD pada putaran terakhir")

    def test_only_the_latest_round_counts(self, watched, sign_in):
        place = watched.place
        rounds.opened(place.government, place.version, place.coordinator, year=rounds.YEAR + 1)
        db.session.commit()
        found = tiles(sign_in(watched.supervisor))
        assert found["OPD yang sudah mengirim asesmen"][:2] == ("0", "dari 3 OPD pada putaran terakhir")
        assert found["Pemerintah daerah dengan putaran asesmen"][0] == "1"

    @pytest.mark.parametrize("role", [Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN, Role.MINISTRY_REVIEWER])
    def test_every_link_leads_somewhere(self, watched, sign_in, role):
        browser = sign_in(self.person(watched, role))
        for _, _, address in tiles(browser).values():
            assert browser.get(address, follow_redirects=True).status_code == 200

    def test_more_governments_take_no_more_queries(self, watched, sign_in):
        browser = sign_in(watched.supervisor)
        browser.get("/")
        with counted() as few:
            browser.get("/")
        for _ in range(3):
            other = make.government(parent=watched.province)
            rounds.place(2, government=other)
        db.session.commit()
        with counted() as many:
            browser.get("/")
        assert tiles(browser)["Pemerintah daerah dengan putaran asesmen"][0] == "4"
        assert len(many) == len(few)
        assert len(many) <= 12

    def test_a_leader_sees_the_plan(self, watched, sign_in):
        found = tiles(sign_in(watched.leader))
        value, note, address = found["Kegiatan dalam rencana aksi"]
        assert int(value) >= 1
        assert note.startswith("Terkirim ke kementerian · anggaran Rp")
        assert address == "/rencana-aksi"
        assert f"Indeks asesmen {rounds.YEAR}" in found


def test_the_queue_counts_every_government_once(db_session, sign_in):
    desk = plans.desk(1)
    plans.sent(desk)
    make.government(parent=desk.province)
    actor = desk.act(desk.supervisor)
    with counted() as seen:
        found = queue_counts(actor)
    assert len(seen) == 1
    assert found == {
        QueueFilter.WAITING: 1,
        QueueFilter.RETURNED: 0,
        QueueFilter.ACCEPTED: 0,
        QueueFilter.NOT_SENT: 2,  # the province and its second regency
        QueueFilter.ALL: 3,
    }
