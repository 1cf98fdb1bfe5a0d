"""Every page that a person of each role can reach: answers, is accessible, fits a phone, and the browser is content."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from app.access import HELD_BY_PEOPLE
from tests.e2e.crawl import Walker, readable
from tests.e2e.keyboard import faults_of, walk_by_keyboard

# Seeding and walking count together; on a machine that runs the other suites as well both take several times as long.
# Two points a pixel, as a phone and a page at 200 per cent have it.
pytestmark = [pytest.mark.timeout(600), pytest.mark.browser_context_args(device_scale_factor=2)]

# Who, and how many clicks from the start page. Further people of a role stand at other points of the chain.
PEOPLE = {
    "koordinator.sinjai": 2,
    "koordinator.bulukumba": 1,
    "koordinator.bantaeng": 1,
    "pimpinan.sinjai": 2,
    "penelaah": 2,
    "pembina.sulsel": 2,
    "ombudsman.sulsel": 2,
    "operator": 2,
    "dinsos.sinjai": 2,
    "disparbud.sinjai": 1,
    "diskominfo.sinjai": 1,
    "kolega.disparbud": 2,
}
# Pages that a walk must have come by: the pictures, each looked at by axe.
PICTURES = {
    "koordinator.sinjai": {"complaints.statistics"},
    "penelaah": {"complaints.area_map"},
    "pembina.sulsel": {"complaints.area_map"},
    "ombudsman.sulsel": {"complaints.area_map"},
    "operator": {"web.components"},
}
# For whom there is little, and which kinds of page that little must have been.
FEW_PAGES = {"kolega.disparbud": {"assessment.handed_to_me", "assessment.sheet", "assessment.answer"}}


WALKED: set[str] = set()  # kinds of page that were gone through with the keyboard, by whoever came first


@pytest.mark.parametrize(("username", "clicks"), PEOPLE.items(), ids=list(PEOPLE))
def test_every_page_of_a_role_is_in_order(
    username: str, clicks: int, live: Any, demo: dict[str, Any], sign_in: Callable[[str, str], Page]
) -> None:
    password = next(each["password"] for each in demo["accounts"] if each["username"] == username)
    page = sign_in(username, password)
    walker = Walker(live.app, page, depth=clicks, known=WALKED)
    crawl = walker.walk("/")
    assert not crawl.troubles, readable(crawl)
    assert FEW_PAGES.get(username, set()) <= crawl.kinds, readable(crawl)
    assert len(crawl.visited) > (5 if username in FEW_PAGES else 10), readable(crawl)
    assert PICTURES.get(username, set()) <= crawl.kinds


def test_every_role_that_signs_in_is_walked_by_somebody(demo: dict[str, Any]) -> None:
    walked = {each["role"] for each in demo["accounts"] if each["username"] in PEOPLE}
    assert walked == {role.value for role in HELD_BY_PEOPLE}


def test_every_public_page_is_in_order(live: Any, demo: dict[str, Any], page: Page) -> None:
    crawl = Walker(live.app, page, depth=3, known=WALKED).walk("/")
    assert not crawl.troubles, readable(crawl)
    assert {"public.plans", "public.plan", "public.verify", "security.login"} <= crawl.kinds


def test_the_walker_notices_what_is_wrong(live: Any, page: Page) -> None:
    page.goto("/masuk")
    page.evaluate(
        """() => { document.querySelector('main').innerHTML =
            '<h1>Satu</h1><h1>Dua</h1><img src="/static/own/icon.svg" width="900" height="20">'; }"""
    )
    walker = Walker(live.app, page, depth=0)
    walker.check("/masuk")
    told = readable(walker.crawl)
    for expected in ("/masuk: 2 h1", "wider than a phone: <img", "axe image-alt"):
        assert expected in told


def test_what_a_thumb_and_a_magnified_page_miss_is_noticed(live: Any, page: Page) -> None:
    page.goto("/masuk")
    page.evaluate(
        """() => { document.querySelector('main').innerHTML = `<h1>Satu</h1>
            <div id="sempit"><p>Kalimat yang panjang dan terpotong</p></div>
            <div id="bertumpuk"><a href="/">Terhalang</a><div id="papan"></div></div>
            <button class="btn" id="kecil">Simpan</button><button id="a">a</button><button id="b">b</button>
            <div class="form-check" id="baris"><input type="radio" id="r" class="form-check-input"></div>
            <div id="lebar">Lebar</div>`;
            const look = (id, given) => Object.assign(document.querySelector('#' + id).style, given);
            look('sempit', { width: '100px', height: '20px', overflow: 'hidden', whiteSpace: 'nowrap' });
            look('bertumpuk', { position: 'relative' });
            look('papan', { position: 'absolute', inset: '0', background: '#fff' });
            look('kecil', { minHeight: '30px', height: '30px', padding: '0' });
            for (const id of ['a', 'b']) look(id, { width: '12px', height: '12px', padding: '0', border: '0' });
            look('lebar', { width: '330px' }); }"""
    )
    walker = Walker(live.app, page, depth=0)
    walker.check("/masuk")
    walker.check_in_the_hand("/masuk")
    told = readable(walker.crawl)
    for expected in (
        'cut off: <div id="sempit"',
        'covered: <a href="/">Terhalang',
        "thumb: ",
        'id="kecil"',
        'id="baris"',
        "axe target-size",
        "at 320 pixels wider than the window",
    ):
        assert expected in told, told


def test_the_walk_by_keyboard_notices_what_is_wrong(live: Any, page: Page) -> None:
    page.goto("/masuk")
    assert not walk_by_keyboard(page)
    page.evaluate(
        """() => { document.querySelector('main').innerHTML = `<h1>Satu</h1><a href="/" id="gelap">Gelap</a>
            <a href="/" tabindex="5">Mendahului</a><input aria-label="Jerat"><a href="/">Sesudahnya</a>`;
            document.querySelector('#gelap').style.outline = 'none';
            document.querySelector('main input').addEventListener('keydown', event => event.preventDefault()); }"""
    )
    told = "\n".join(walk_by_keyboard(page))
    for expected in (
        'the focus is not seen on <a href="/" id="gelap"',
        'does not reach <a href="/">Sesudahnya',
    ):
        assert expected in told
    assert 'does not reach <a href="/" tabindex="5">' in told


def test_a_walk_out_of_order_is_noticed() -> None:
    steps = [{"place": place, "what": "", "outlined": True, "shown": True} for place in (0, 2, 1)]
    assert faults_of(["r-skip", "a", "b"], steps, 3) == ["the Tab key does not follow the order of the page"]
    steps[1]["shown"] = False
    assert any("out of sight" in fault for fault in faults_of(["r-skip", "a", "b"], steps, 3))
    assert any("first stop" in fault for fault in faults_of(["a", "b"], steps[:1], 1))


def test_the_walker_hears_the_browser_complain(live: Any, page: Page) -> None:
    def spoil(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace("<main", '<img src="/tidak-ada.png" alt=""><main')
        )

    page.route("**/masuk", spoil)
    crawl = Walker(live.app, page, depth=0).walk("/masuk")
    assert any("404 of" in trouble for trouble in crawl.troubles), readable(crawl)
