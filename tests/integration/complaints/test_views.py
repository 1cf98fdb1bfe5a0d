"""Filters under a name: everybody's, one's own, and those that the coordinator shares."""

import pytest
from sqlalchemy import select
from werkzeug.exceptions import Forbidden, NotFound

from app.access import Role
from app.complaints.actions.views import MOST_VIEWS, NameTaken, change_view, save_view
from app.complaints.models import Complaint, ComplaintView
from app.db import db, new_id
from tests.factories import organisations as make
from tests.style_guide import assert_page


def keep(client, query="status=disposed", **fields):
    data = {"idempotency_key": new_id(), "name": "Yang disalurkan", **fields}
    return client.post(f"/pengaduan/tampilan/simpan?{query}", data=data)


def views() -> list[ComplaintView]:
    db.session.expire_all()
    return list(db.session.scalars(select(ComplaintView).order_by(ComplaintView.name)))


def change(client, view, **fields):
    return client.post(f"/pengaduan/tampilan/{view.id}", data={"version": str(view.version), **fields})


def test_present_filters_are_kept_under_a_name_and_seen_as_a_link(client, app, desk):
    desk.entered()
    make.login(client, desk.social_admin)
    listed = client.get("/pengaduan?status=disposed&kanal=Surat")
    assert "/pengaduan/tampilan/simpan?" in listed.text
    assert_page(client.get("/pengaduan/tampilan/simpan?status=disposed&kanal=Surat"), app)
    answer = keep(client, "status=disposed&kanal=Surat&halaman=3")
    (view,) = views()
    assert view.query == {"status": "disposed", "kanal": "Surat"}
    assert (view.owner_id, view.is_shared) == (desk.social_admin.id, False)
    page = client.get(answer.headers["Location"])
    tree = assert_page(page, app)
    current = [
        a.text
        for a in tree.iter("a")
        if a.get("aria-current") == "page" and "/pengaduan" in str(a.get("href"))
    ]
    assert "Yang disalurkan" in current
    make.login(client, desk.works_admin)
    assert "Yang disalurkan" not in client.get("/pengaduan").text


def test_nothing_is_kept_without_filters(client, desk):
    make.login(client, desk.social_admin)
    assert keep(client, "").status_code == 302
    assert views() == []


def test_the_coordinator_shares_one_with_the_government(client, desk):
    desk.entered()
    make.login(client, desk.coordinator)
    keep(client, name="Untuk semua", is_shared="y")
    make.login(client, desk.social_admin)
    assert "Untuk semua" in client.get("/pengaduan").text
    keep(client, name="Bukan untuk semua", is_shared="y")  # not hers to share
    assert [view.is_shared for view in views()] == [False, True]
    stranger = make.user_with(Role.COORDINATOR, make.government())
    make.login(client, stranger)
    assert "Untuk semua" not in client.get("/pengaduan").text


def test_a_view_is_renamed_and_removed_by_its_owner(client, app, desk):
    make.login(client, desk.social_admin)
    keep(client)
    (view,) = views()
    assert_page(client.get("/pengaduan/tampilan"), app)
    change(client, view, name="Nama baru")
    assert [each.name for each in views()] == ["Nama baru"]
    address = f"/pengaduan/tampilan/{view.id}/hapus"
    assert client.post(address).status_code == 302
    assert views() == []
    assert client.post(address).status_code == 404


def test_nobody_changes_what_is_not_theirs(client, desk):
    own = save_view(desk.actor(desk.social_admin), desk.owner, "Milik sosial", {"status": "disposed"})
    shared = save_view(
        desk.actor(desk.coordinator), desk.owner, "Bersama", {"status": "disposed"}, is_shared=True
    )
    make.login(client, desk.works_admin)
    for view in (own, shared):
        assert change(client, view, name="Dicuri").status_code == 404
        assert client.post(f"/pengaduan/tampilan/{view.id}/hapus").status_code == 404
    second = make.user_with(Role.COORDINATOR, desk.owner)
    make.login(client, second)
    assert change(client, own, name="Dicuri").status_code == 404
    assert change(client, shared, name="Milik bersama", is_shared="y").status_code == 302
    assert [view.name for view in views()] == ["Milik bersama", "Milik sosial"]


def test_the_action_shares_and_keeps_only_within_the_persons_reach(desk):
    """Whatever the page offered."""
    query = {"status": "disposed"}
    with pytest.raises(Forbidden):
        save_view(desk.actor(desk.social_admin), desk.owner, "Untuk semua", query, is_shared=True)
    own = save_view(desk.actor(desk.social_admin), desk.owner, "Milik sendiri", query)
    with pytest.raises(Forbidden):
        change_view(desk.actor(desk.social_admin), own, "Milik sendiri", is_shared=True)
    stranger = desk.actor(make.user_with(Role.COORDINATOR, make.government()))
    with pytest.raises(NotFound):
        save_view(stranger, desk.owner, "Register orang lain", query)


def test_names_are_told_apart(client, app, desk):
    actor = desk.actor(desk.social_admin)
    save_view(actor, desk.owner, "Satu", {"status": "disposed"})
    two = save_view(actor, desk.owner, "Dua", {"status": "finished"})
    with pytest.raises(NameTaken):
        save_view(actor, desk.owner, "Satu", {"status": "archived"})
    make.login(client, desk.social_admin)
    again = keep(client, name="Satu")
    assert_page(again, app, status=422)
    assert "sudah memakai nama ini" in again.text
    renamed = change(client, two, name="Satu")
    assert_page(renamed, app, status=422)
    assert "sudah memakai nama ini" in renamed.text
    assert sorted(view.name for view in views()) == ["Dua", "Satu"]
    save_view(desk.actor(desk.works_admin), desk.owner, "Satu", {"status": "archived"})  # another person


def test_a_lost_race_shows_both_names(client, app, desk):
    make.login(client, desk.social_admin)
    keep(client)
    (view,) = views()
    old = view.version
    change(client, view, name="Pertama")
    answer = client.post(f"/pengaduan/tampilan/{view.id}", data={"version": str(old), "name": "Kedua"})
    assert_page(answer, app, status=409)
    assert "Pertama" in answer.text
    assert "Kedua" in answer.text


def test_there_are_not_endlessly_many(client, desk):
    actor = desk.actor(desk.social_admin)
    for number in range(MOST_VIEWS):
        save_view(actor, desk.owner, f"Nomor {number}", {"status": "disposed"})
    make.login(client, desk.social_admin)
    assert "Paling banyak" in keep(client).text
    assert len(views()) == MOST_VIEWS


def test_a_double_click_keeps_one(client, desk):
    make.login(client, desk.social_admin)
    key = new_id()
    assert {keep(client, idempotency_key=key).status_code for _ in range(2)} == {302}
    assert len(views()) == 1


BUILT_IN = ("Perlu tindakan saya", "Lewat tenggat", "Belum disalurkan", "Menunggu pelapor", "Dibuka kembali")


def test_everybody_has_the_built_in_views(client, desk):
    desk.entered()
    make.login(client, desk.social_admin)
    page = client.get("/pengaduan").text
    assert all(f">{name}<" in page for name in BUILT_IN)
    make.login(client, make.user_with(Role.LEADER, desk.owner))
    page = client.get("/pengaduan").text
    assert [name for name in BUILT_IN if f">{name}</a>" in page] == list(BUILT_IN[1:])


def test_views_go_with_the_person(desk):
    save_view(desk.actor(desk.social_admin), desk.owner, "Satu", {"status": "disposed"})
    db.session.delete(desk.social_admin)
    db.session.flush()
    assert views() == []
    assert db.session.scalars(select(Complaint)).all() == []
