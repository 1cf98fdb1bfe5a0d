"""Goes through a page with the Tab key alone and writes down what a person without a mouse would miss."""

from typing import Any

from playwright.sync_api import Page

MOST = 120  # steps on one page; what lies behind is a list of more of the same
# What may be focused, in the order of the document, as [what it is, whether it is shown]. Of the radio buttons of a
# group only the chosen one (or the first) is a stop, as browsers have it.
PREPARE = """() => {
    const selector = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], '
        + '[contenteditable=true]';
    const groups = new Map();
    for (const radio of document.querySelectorAll('input[type=radio]:not(:disabled)')) {
        const group = (radio.form?.id ?? '') + '/' + radio.name;
        if (!groups.has(group) || radio.checked) groups.set(group, radio);
    }
    const stops = new Set(groups.values());
    const isStop = each => each.tabIndex >= 0 && !each.disabled
        && !each.closest('[inert], fieldset:disabled, svg[aria-hidden=true]')
        && each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length > 0
        && (each.type !== 'radio' || stops.has(each));
    const all = [...document.querySelectorAll(selector)].filter(isStop);
    const name = each => each.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
    window.keyboardWalk = { expected: all.map(name), steps: [], all };
    document.addEventListener('focusin', event => {
        const each = event.target;
        const look = getComputedStyle(each);
        const box = each.getBoundingClientRect();
        window.keyboardWalk.steps.push({
            place: all.indexOf(each),
            what: name(each),
            outlined: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
            shown: box.width > 1 && box.height > 1 && box.right > 0 && box.left < innerWidth,
        });
    });
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    window.scrollTo(0, 0);
    window.keyboardWalk.steps.length = 0;
    return all.length;
}"""


def walk_by_keyboard(page: Page) -> list[str]:
    """What is wrong for somebody who has only the keyboard: not reached, out of order, held fast, focus not seen."""
    count = min(page.evaluate(PREPARE), MOST)
    # Fields for dates have four stops inside, and boxes that scroll are stops of their own in this browser.
    wanted, left = count, 5 * count + 60
    while wanted > 0 and left > 0:
        for _ in range(wanted):
            page.keyboard.press("Tab")
        left -= wanted
        reached = page.evaluate("Math.max(-1, ...keyboardWalk.steps.map(step => step.place))")
        wanted = min(left, max(count - 1 - reached, 0))
    walk: dict[str, Any] = page.evaluate("({ expected: keyboardWalk.expected, steps: keyboardWalk.steps })")
    return faults_of(walk["expected"], walk["steps"], count)


def faults_of(expected: list[str], steps: list[dict[str, Any]], count: int) -> list[str]:
    """The faults of a walk of `count` steps over what should have been reached, at most three of a kind."""
    # Behind the last one the browser may begin again at the top.
    places = [step["place"] for step in steps if 0 <= step["place"] < count]
    again = next((at for at in range(1, len(places)) if places[at] == 0 < places[at - 1]), len(places))
    places = places[:again]
    faults: list[str] = []
    if places and "r-skip" not in expected[0]:
        faults.append(f"the first stop is not the way to the content: {expected[0]}")
    missed = [expected[place] for place in range(count) if place not in places]
    faults += [f"the Tab key does not reach {each}" for each in missed[:3]]
    if not missed and places != sorted(places):
        faults.append("the Tab key does not follow the order of the page")
    dim = dict.fromkeys(step["what"] for step in steps if not step["outlined"])
    faults += [f"the focus is not seen on {each}" for each in list(dim)[:3]]
    hidden = dict.fromkeys(step["what"] for step in steps if not step["shown"])
    faults += [f"the focus lies out of sight on {each}" for each in list(hidden)[:3]]
    return faults
