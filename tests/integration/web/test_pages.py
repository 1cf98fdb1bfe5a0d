"""Start page, language, help, and the living page of components."""

import pytest
from flask import Flask, render_template_string
from flask_babel import lazy_gettext

from app.access import Actor, Role
from app.web import navigation, start_page
from app.web.help_topics import TOPICS
from app.web.start_page import Task, Tile, Urgency
from tests.database.client import SeparateClient
from tests.factories import organisations as make
from tests.style_guide import assert_page, words


@pytest.fixture
def operator(client: SeparateClient, db_session: object) -> SeparateClient:
    make.login(client, make.user_with(Role.OPERATOR, name="Operator Uji"))
    return client


@pytest.fixture
def own_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what this test registers."""
    monkeypatch.setattr(start_page, "_tasks", {})
    monkeypatch.setattr(start_page, "_tiles", {})


class TestStartPage:
    def test_the_public_reads_what_renaksi_is(self, app: Flask, client: SeparateClient) -> None:
        tree = assert_page(client.get("/"), app)
        assert len(list(tree.iter("section"))) == 3
        assert any(each.get("href") == "/masuk" for each in tree.iter("a"))

    @pytest.mark.usefixtures("own_tasks")
    def test_the_most_urgent_task_is_the_one_primary_action(
        self, app: Flask, operator: SeparateClient
    ) -> None:
        @start_page.register_task
        def _tasks(actor: Actor) -> list[Task]:
            return [
                Task("Nanti saja", "Bila sempat.", "/bantuan"),
                Task("Segera", "Terlambat tiga hari.", "/bantuan/akun", Urgency.OVERDUE, 3),
            ]

        @start_page.register_tiles
        def _tiles(actor: Actor) -> list[Tile]:
            return [Tile("Indeks", "2,87", note="5 Oktober 2021")]

        tree = assert_page(operator.get("/"), app)
        (primary,) = [each for each in tree.iter("a") if "btn-primary" in each.get("class", "")]
        assert primary.get("href") == "/bantuan/akun"
        text = words(tree)
        assert "Segera (3)" in text
        assert "Nanti saja" in text
        assert "2,87" in text

    @pytest.mark.usefixtures("own_tasks")
    def test_nothing_to_do_is_said(self, app: Flask, operator: SeparateClient) -> None:
        assert "Tidak ada yang menunggu" in words(assert_page(operator.get("/"), app))

    @pytest.mark.usefixtures("own_tasks")
    def test_equal_urgency_keeps_the_order_of_the_chain(self) -> None:
        first = Task("a", "", "/", Urgency.SOON)
        second = Task("b", "", "/", Urgency.SOON)
        start_page.register_task(lambda actor: [first, second, Task("c", "", "/", Urgency.NOW)])
        assert [task.title for task in start_page.tasks_for(Actor("1", "x"))] == ["c", "a", "b"]


class TestFrame:
    def test_name_and_role_stand_in_the_header(self, app: Flask, operator: SeparateClient) -> None:
        header = words(next(assert_page(operator.get("/bantuan"), app).iter("header")))
        assert "Operator Uji" in header
        assert "Operator sistem" in header
        assert "Keluar" in header

    def test_the_menu_shows_only_what_the_role_may_open(
        self, app: Flask, client: SeparateClient, operator: SeparateClient
    ) -> None:
        assert "/komponen" in {
            each.get("href") for each in assert_page(operator.get("/bantuan"), app).iter("a")
        }
        make.logout(client)
        make.login(client, make.user_with(Role.LEADER, make.government()))
        assert "/komponen" not in {
            each.get("href") for each in assert_page(client.get("/bantuan"), app).iter("a")
        }

    def test_the_present_page_is_marked_in_menu_and_breadcrumb(
        self, app: Flask, operator: SeparateClient
    ) -> None:
        tree = assert_page(operator.get("/"), app)
        (marked,) = [
            each for nav in tree.iter("nav") for each in nav.iter("a") if each.get("aria-current") == "page"
        ]
        assert marked.get("href") == "/"

    def test_every_menu_entry_leads_somewhere(self, app: Flask) -> None:
        for item in navigation.registered_items():
            assert item.endpoint in app.view_functions, item.endpoint


class TestLanguage:
    def test_the_choice_is_kept_and_the_person_comes_back(self, client: SeparateClient) -> None:
        response = client.post("/bahasa", data={"language": "en", "next": "/bantuan?a=1"})
        assert response.headers["Location"] == "/bantuan?a=1"
        assert 'lang="en"' in client.get("/bantuan").get_data(as_text=True)
        client.post("/bahasa", data={"language": "id"})
        assert '<html lang="id"' in client.get("/bantuan").get_data(as_text=True)

    @pytest.mark.parametrize(
        "target", ["//jahat.example", "https://jahat.example", "/\\jahat.example", "", "/a\nb"]
    )
    def test_it_never_leads_to_another_site(self, client: SeparateClient, target: str) -> None:
        response = client.post("/bahasa", data={"language": "en", "next": target})
        assert response.headers["Location"] == "/"

    def test_an_unknown_language_is_refused(self, client: SeparateClient) -> None:
        assert client.post("/bahasa", data={"language": "xx"}).status_code == 400


class TestHelp:
    @pytest.mark.parametrize("name", [topic.name for topic in TOPICS])
    def test_every_topic_has_its_page(self, app: Flask, client: SeparateClient, name: str) -> None:
        assert_page(client.get(f"/bantuan/{name}"), app)

    def test_the_topics_of_ones_role_come_first(
        self, app: Flask, client: SeparateClient, db_session: object
    ) -> None:
        make.login(client, make.user_with(Role.LEADER, make.government()))
        tree = assert_page(client.get("/bantuan"), app)
        links = [each.get("href") for each in tree.iter("a") if "r-task" in each.get("class", "").split()]
        assert links[0] == "/bantuan/pimpinan"
        assert len(links) == len(TOPICS) + 1  # and the glossary

    def test_an_unknown_topic_is_not_found(self, client: SeparateClient) -> None:
        assert client.get("/bantuan/index").status_code == 404


class TestComponents:
    def test_every_component_keeps_to_the_style_guide(self, app: Flask, operator: SeparateClient) -> None:
        tree = assert_page(operator.get("/komponen?urut=-nama&halaman=4"), app)
        assert len([each for each in tree.iter() if each.get("role") == "img"]) >= 12

    @pytest.mark.usefixtures("csrf")
    def test_every_post_form_carries_its_token(self, app: Flask, operator: SeparateClient) -> None:
        text = operator.get("/komponen").get_data(as_text=True)
        assert text.count('name="csrf_token"') >= text.count('method="post"')

    def test_only_the_operator_sees_it(self, client: SeparateClient, db_session: object) -> None:
        make.login(client, make.user_with(Role.LEADER, make.government()))
        assert client.get("/komponen").status_code == 403

    def test_links_of_lists_keep_the_other_parameters(self, operator: SeparateClient) -> None:
        text = operator.get("/komponen?urut=nama&cari=a+b").get_data(as_text=True)
        assert "/komponen?urut=nama&amp;cari=a+b&amp;halaman=5" in text
        assert "/komponen?cari=a+b&amp;urut=-nama" in text


def test_lazy_words_are_no_markup(app: Flask) -> None:
    """Also with something in them that a person typed."""
    with app.test_request_context("/"):
        words = lazy_gettext("Isian '%(name)s' tidak dikenal.", name="<script>alert(1)</script>")
        page = render_template_string("<p>{{ words }}</p>", words=words)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
