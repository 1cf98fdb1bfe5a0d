"""Who reaches which page and which government: each role, with real requests, at home and abroad."""

import pytest

from app.access import Role
from app.assessment.models import Receipt
from app.db import db, new_id
from tests.factories import assessment as rounds
from tests.factories import organisations as make

READ = {"sheet", "answer", "check", "receipt"}
VERIFY = {"verification", "verify_answer"}
SCORES = {"unit_scores", "explain_unit"}
WHOLE = {"board", "scores", "explain"}
ROUNDS = {"rounds", "edit_round"}

MAY: dict[str, set[str]] = {
    "opd_admin": READ | SCORES,
    "other_opd_admin": set(),
    "coordinator": READ | VERIFY | SCORES | WHOLE | ROUNDS,
    "leader": READ | SCORES | WHOLE,
    "province_supervisor": SCORES | WHOLE,
    "ministry_reviewer": READ | SCORES | WHOLE,
    "ombudsman": SCORES | WHOLE,
    "operator": set(),
    "foreign_coordinator": set(),
    "foreign_opd_admin": set(),
    "foreign_leader": set(),
    "foreign_province_supervisor": set(),
    "foreign_ombudsman": set(),
}


@pytest.fixture
def here(db_session, register):
    province = make.province()
    place = rounds.place(government=make.government(parent=province))
    rounds.submitted(place.admin(), place.assessment())
    place.extra["province"] = province
    return place


@pytest.fixture
def people(here):
    abroad_province = make.province()
    abroad = make.government(parent=abroad_province)
    return {
        "opd_admin": here.admins[0],
        "other_opd_admin": here.admins[1],
        "coordinator": here.coordinator,
        "leader": make.user_with(Role.LEADER, here.government),
        "province_supervisor": make.user_with(Role.PROVINCE_SUPERVISOR, here.extra["province"]),
        "ministry_reviewer": make.user_with(Role.MINISTRY_REVIEWER),
        "ombudsman": make.user_with(Role.OMBUDSMAN, here.extra["province"]),
        "operator": make.user_with(Role.OPERATOR),
        "foreign_coordinator": make.user_with(Role.COORDINATOR, abroad),
        "foreign_opd_admin": make.user_with(Role.OPD_ADMIN, unit=make.unit(abroad)),
        "foreign_leader": make.user_with(Role.LEADER, abroad),
        "foreign_province_supervisor": make.user_with(Role.PROVINCE_SUPERVISOR, abroad_province),
        "foreign_ombudsman": make.user_with(Role.OMBUDSMAN, abroad_province),
    }


@pytest.fixture
def pages(here):
    own, unit = here.assessment().id, here.units[0].id
    code = here.government.code
    receipt = db.session.query(Receipt).one().id
    return {
        "sheet": f"/asesmen/isian/{own}",
        "answer": f"/asesmen/isian/{own}/K-01",
        "check": f"/asesmen/isian/{own}/periksa",
        "receipt": f"/asesmen/tanda-terima/{receipt}",
        "verification": f"/asesmen/verifikasi/{own}",
        "verify_answer": f"/asesmen/verifikasi/{own}/K-01",
        "unit_scores": f"/asesmen/nilai/opd/{unit}",
        "explain_unit": f"/asesmen/nilai/opd/{unit}/cara-hitung",
        "board": f"/asesmen/papan?pemerintah={code}",
        "scores": f"/asesmen/nilai?pemerintah={code}",
        "explain": f"/asesmen/nilai/cara-hitung?pemerintah={code}",
        "rounds": f"/asesmen/putaran?pemerintah={code}",
        "edit_round": f"/asesmen/putaran/{here.round.id}",
    }


@pytest.mark.parametrize("person", MAY)
def test_each_page_opens_for_exactly_those_who_may(here, people, pages, sign_in, person):
    client = sign_in(people[person])
    opened = {name for name, address in pages.items() if client.get(address).status_code == 200}
    assert opened == MAY[person]


@pytest.mark.parametrize("person", MAY)
def test_nobody_outside_sees_a_word_of_it(here, people, pages, sign_in, person):
    """Refused pages carry nothing of the record: neither the reason nor the name of the OPD."""
    client = sign_in(people[person])
    canaries = ["Alasan untuk K-01", here.units[0].name]
    for name, address in pages.items():
        if name in MAY[person]:
            continue
        response = client.get(address)
        assert response.status_code in (302, 403, 404), (name, response.status_code)
        assert not [word for word in canaries if word in response.get_data(as_text=True)], name


@pytest.mark.parametrize(
    "person", ["province_supervisor", "ombudsman", "other_opd_admin", "foreign_coordinator"]
)
def test_readers_of_scores_do_not_read_reasons(here, people, pages, sign_in, person):
    client = sign_in(people[person])
    for address in pages.values():
        assert "Alasan untuk K-01" not in client.get(address).get_data(as_text=True)


WRITES = {
    "save": ("/asesmen/isian/{own}/K-01", {"opd_admin"}),
    "autosave": ("/asesmen/isian/{own}/K-01/otomatis", {"opd_admin"}),
    "send": ("/asesmen/isian/{own}/kirim", {"opd_admin"}),
    "accept_all": ("/asesmen/verifikasi/{own}/setujui", {"coordinator"}),
    "confirm": ("/asesmen/verifikasi/{own}/sahkan", {"coordinator"}),
    "give_back": ("/asesmen/verifikasi/{own}/kembalikan", {"coordinator"}),
    "extend": ("/asesmen/verifikasi/{own}/perpanjang", {"coordinator"}),
    "decide": ("/asesmen/verifikasi/{own}/K-01", {"coordinator"}),
    "ministry": ("/asesmen/isian/{own}/K-01/nilai-kementerian", {"ministry_reviewer"}),
    "remind": ("/asesmen/papan/{round}/ingatkan", {"coordinator"}),
    "add_units": ("/asesmen/putaran/{round}/opd", {"coordinator"}),
    "edit_round": ("/asesmen/putaran/{round}", {"coordinator"}),
}


@pytest.mark.parametrize("person", MAY)
def test_each_change_is_refused_to_everybody_else(here, people, sign_in, person):
    client = sign_in(people[person])
    data = {"idempotency_key": new_id(), "version": "1", "answer": "1", "reason": "Dari luar"}
    for name, (address, allowed) in WRITES.items():
        if person in allowed:
            continue
        url = address.format(own=here.assessment().id, round=here.round.id)
        assert client.post(url, data=data).status_code in (403, 404), name
    db.session.expire_all()
    assert rounds.line(here.assessment(), "K-01").stored.self_reason == "Alasan untuk K-01"
    assert here.assessment().state == "submitted"


def test_a_stranger_is_sent_to_sign_in(here, pages, client):
    for address in pages.values():
        response = client.get(address)
        assert response.status_code == 302
        assert "/masuk" in response.location
