"""Two clicks where one was meant, on a line so slow that both reach the server.

With script the page itself refuses the second click; here there is none, and only the key in the form stands between
two clicks and two records.
"""

from playwright.sync_api import Locator, Route, expect

PAUSE = (
    300  # milliseconds that each of the two clicks is held, so that the first is under way before the second
)


def click_twice(button: Locator) -> None:
    """Double-click; the server has answered both sendings before the browser learns of the second answer."""
    page = button.page
    sent: list[str] = []

    def deliver(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        answer = route.fetch(max_redirects=0)
        sent.append(route.request.url)
        if len(sent) > 1:  # the browser gave the first one up
            route.fulfill(response=answer)

    page.route("**/*", deliver)
    before = page.url
    button.dblclick(delay=PAUSE)
    expect(page).not_to_have_url(before)
    page.unroute("**/*", deliver)
    assert len(sent) == 2, "both clicks were to reach the server"
