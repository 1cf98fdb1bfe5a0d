"""What every page must satisfy, whoever wrote it.

`assert_page(response, app)` in a test of a page holds it to the house style.
All faults of a page are reported at once, in words.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask, current_app, has_app_context
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

NEEDS_LABEL = {"input", "select", "textarea"}
NO_LABEL_TYPES = {"hidden", "submit", "button", "image", "reset"}
NOT_A_PAGE = ("mailto:", "tel:", "data:")


def assert_page(response: TestResponse, app: Flask | None = None, *, status: int | None = 200) -> Element:
    """Fail with every fault of the page; returns its element tree for further questions.

    `app` (default: the present application context) makes local links and forms be checked against the routes.
    """
    if status is not None:
        assert response.status_code == status, f"expected {status}, got {response.status_code}"
    assert response.mimetype == "text/html", f"expected a page, got {response.mimetype}"
    checked_app = app or (current_app._get_current_object() if has_app_context() else None)  # type: ignore[attr-defined]
    faults, tree = faults_of(response.get_data(as_text=True), checked_app)
    assert not faults, f"{response.request.path} breaks the style guide:\n- " + "\n- ".join(faults)
    return tree


def faults_of(text: str, app: Flask | None = None) -> tuple[list[str], Element]:
    """Every fault of an HTML page, in words, and its element tree."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(text)
    faults = [f"invalid HTML at line {where[0]}: {code}" for where, code, _ in parser.errors]
    for check in (_head, _ids, _labels, _names, _inline, _posts, _bubbles):
        faults.extend(check(tree))
    if app is not None:
        faults.extend(_links(tree, app))
        if app.config.get("WTF_CSRF_ENABLED", True):
            faults.extend(_tokens(tree))
    return faults, tree


def words(element: Element) -> str:
    """The text inside an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _head(tree: Element) -> Iterator[str]:
    title = tree.find("head/title")
    if title is None or not words(title).removesuffix("– Renaksi").strip():
        yield "the page has no title of its own"
    if not tree.get("lang"):
        yield "<html> has no lang"
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        yield f"a page has one h1, this one has {len(headings)}: {[words(heading) for heading in headings]}"
    levels = [int(each.tag[1]) for each in tree.iter() if each.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading jumps from h{before} to h{after}"
    if not list(tree.iter("main")):
        yield "the page has no <main>"


def _ids(tree: Element) -> Iterator[str]:
    counted = Counter(each.get("id") for each in tree.iter() if each.get("id"))
    for name, times in counted.items():
        if times > 1:
            yield f"id {name!r} occurs {times} times"
    for each in tree.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for name in (each.get(attribute) or "").split():
                if name not in counted:
                    yield f"{attribute} of <{each.tag}> points at {name!r}, which is not there"


def _labels(tree: Element) -> Iterator[str]:
    labelled = {each.get("for") for each in tree.iter("label")}
    wrapped = {id(control) for label in tree.iter("label") for control in label.iter()}
    for control in tree.iter():
        if control.tag not in NEEDS_LABEL or control.get("type", "text") in NO_LABEL_TYPES:
            continue
        named = control.get("aria-label") or control.get("aria-labelledby")
        if control.get("id") not in labelled and id(control) not in wrapped and not named:
            yield f"<{control.tag} name={control.get('name')!r}> has no label"


def _names(tree: Element) -> Iterator[str]:
    for each in tree.iter():
        if _tag(each) in ("a", "button", "summary") and not words(each) and not _named(each):
            yield f"<{each.tag} href={each.get('href')!r}> has no words"
        if each.tag == "img" and each.get("alt") is None:
            yield f"<img src={each.get('src')!r}> has no alt"
        if each.tag == "table" and each.find("caption") is None and not _named(each):
            yield "a table has no caption"
        if _tag(each) == "svg" and each.get("aria-hidden") != "true":
            role = "group" if any(_tag(inner) == "a" for inner in each.iter()) else "img"
            if each.get("role") == role and _named(each):
                continue
            yield "an SVG is neither hidden from screen readers nor a named image (or group, if it holds links)"


def _tag(each: Element) -> str:
    """The element's name without its namespace (SVG); comments have none."""
    name: object = each.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _named(each: Element) -> bool:
    own = each.get("aria-label") or each.get("aria-labelledby") or each.get("title")
    return bool(own) or any(inner.get("aria-label") or inner.get("alt") for inner in each.iter())


def _inline(tree: Element) -> Iterator[str]:
    for each in tree.iter():
        tag = _tag(each)
        if each.get("style") is not None:
            yield f"<{tag}> has a style attribute, which the browser refuses"
        if tag == "style":
            yield "a <style> element, which the browser refuses"
        if tag == "script" and not each.get("src"):
            yield "an inline script, which the browser refuses"
        for attribute in each.attrib:
            if attribute.lower().startswith("on") or each.get(attribute, "").lower().startswith(
                "javascript:"
            ):
                yield f"<{tag}> has the script attribute {attribute}"


def _posts(tree: Element) -> Iterator[str]:
    for form in tree.iter("form"):
        if form.get("method", "get").lower() not in ("get", "post"):
            yield f"a form has the method {form.get('method')!r}"
        files = [each for each in form.iter("input") if each.get("type") == "file"]
        if files and form.get("enctype") != "multipart/form-data":
            yield "a form with a file field lacks enctype=multipart/form-data"


def _bubbles(tree: Element) -> Iterator[str]:
    """The browser speaks its own language and says it in a bubble; our words stand beside the field."""
    for form in tree.iter("form"):
        is_post = (form.get("method") or "").lower() == "post"
        if is_post and form.get("novalidate") is None and _has_required(form):
            yield f"<form action={form.get('action')!r}> lets the browser complain: it needs novalidate"


def _has_required(form: Element) -> bool:
    return any(each.get("required") is not None for each in form.iter() if each.tag in NEEDS_LABEL)


def _tokens(tree: Element) -> Iterator[str]:
    for form in tree.iter("form"):
        fields = {each.get("name") for each in form.iter("input")}
        if form.get("method", "get").lower() == "post" and "csrf_token" not in fields:
            yield f"the form to {form.get('action')!r} has no csrf_token"


def _links(tree: Element, app: Flask) -> Iterator[str]:
    for each in (each for each in tree.iter() if _tag(each) == "a"):  # also those inside an SVG
        yield from _goes_nowhere(each.get("href"), "GET", app)
    for form in tree.iter("form"):
        if form.get("action"):
            yield from _goes_nowhere(form.get("action"), form.get("method", "get").upper(), app)
    for each in tree.iter():
        for verb in ("get", "post"):
            if each.get(f"hx-{verb}"):
                yield from _goes_nowhere(each.get(f"hx-{verb}"), verb.upper(), app)


def _goes_nowhere(address: str | None, method: str, app: Flask) -> Iterator[str]:
    if address is None or address.startswith(NOT_A_PAGE):
        return
    parts = urlsplit(address)
    if parts.netloc or not parts.path:
        return
    try:
        app.url_map.bind("localhost").match(parts.path, method=method)
    except RequestRedirect:
        return
    except (NotFound, MethodNotAllowed):
        yield f"{method} {address} leads to no route"
