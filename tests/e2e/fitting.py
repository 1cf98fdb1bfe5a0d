"""How a page fits its window when it is magnified, and whether a thumb hits what it aims at.

At 200 per cent a window of 1280 pixels shows 640; at 400 per cent it shows 320, as WCAG 1.4.10 has it. The smallest
targets (24 pixels, WCAG 2.5.8 with its exceptions) are looked at by axe's rule `target-size`; what people press all
day is larger (`--touch` in the stylesheet), which is looked at here.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.people import PHONE

ZOOMED = {"width": 640, "height": 450}  # 1280 × 900 at 200 per cent
MOST_ZOOMED = {"width": 320, "height": 480}
MAGNIFIED = (ZOOMED, MOST_ZOOMED)
WITH_TARGETS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

# What is wider than the window, outside of boxes that scroll because of what they show in two dimensions.
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const inside = each => each.parentElement.closest('.r-table__scroll, .r-chart, svg');
    return [...document.querySelectorAll('body *')]
        .filter(each => each.getBoundingClientRect().right > width + 1 && !inside(each))
        .slice(0, 3).map(each => each.outerHTML.slice(0, 120));
}"""
# Boxes whose text does not fit into them: hidden, or to be scrolled to sideways though it is no table or picture.
CUT_OFF = """() => [...document.querySelectorAll('html, body, body *:not(svg *, select, option, input, textarea)')]
    .filter(each => {
        if (each.clientWidth <= 1 || each.clientHeight <= 1 || !each.textContent.trim()) return false;
        if (!each.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
        const look = getComputedStyle(each);
        const wide = each.scrollWidth > each.clientWidth + 1;
        const hides = way => ['hidden', 'clip'].includes(way);
        if (wide && hides(look.overflowX)) return true;
        if (each.scrollHeight > each.clientHeight + 1 && hides(look.overflowY)) return true;
        return wide && ['auto', 'scroll'].includes(look.overflowX) && !each.matches('html, body, pre')
            && !each.querySelector('table, svg, pre, canvas, img');
    })
    .slice(0, 3).map(each => each.outerHTML.replace(/\\s+/g, ' ').slice(0, 120))"""
# Controls on whose middle something else lies. Each is brought into view first.
COVERED = """most => {
    const seen = each => !each.matches(':disabled') && each.getClientRects().length > 0
        && each.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const free = each => {
        each.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const box = each.getClientRects()[0];
        if (box.width <= 1 || box.height <= 1) return true;
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return top !== null && (each.contains(top) || top.closest('label')?.control === each);
    };
    const covered = [...document.querySelectorAll('a[href]:not(.r-skip, svg *), button, '
        + 'input:not([type=hidden]), select, textarea, summary')]
        .filter(seen).slice(0, most).filter(each => !free(each))
        .slice(0, 3).map(each => each.outerHTML.replace(/\\s+/g, ' ').slice(0, 120));
    window.scrollTo(0, 0);
    return covered;
}"""
MOST_CONTROLS = 120  # of one page; what lies behind is a list of more of the same
# What is pressed all day: as high and wide as a thumb. A choice is hit wherever its row is, not on its dot alone.
TOO_SMALL = """() => {
    const least = 43.5;
    const seen = each => each.checkVisibility({ visibilityProperty: true });
    const small = each => {
        const box = each.getBoundingClientRect();
        return box.height < least || box.width < least;
    };
    const missed = each => {
        each.scrollIntoView({ block: 'center', behavior: 'instant' });
        const input = each.querySelector('input');
        const box = input.getBoundingClientRect();
        const row = each.getBoundingClientRect();
        const middle = row.height < 2 * least ? row.top + row.height / 2 : box.top + box.height / 2;
        const hits = [middle - 21, middle, middle + 21].filter(y => {
            const top = document.elementFromPoint(box.left + box.width / 2, y);
            return top === input || top?.closest('label')?.control === input;
        });
        return hits.length < (middle - 21 < row.top ? 2 : 3) || row.height < least;
    };
    const found = [
        ...[...document.querySelectorAll('main .btn, main .form-control, main .form-select, main summary, '
            + '.r-tool, .r-nav summary, .r-meaning button')].filter(seen).filter(small),
        ...[...document.querySelectorAll('main .form-check:has(input:not(:disabled))')].filter(seen).filter(missed),
    ].slice(0, 5).map(each => {
        const box = each.getBoundingClientRect();
        return `${Math.round(box.width)} × ${Math.round(box.height)} `
            + each.outerHTML.replace(/\\s+/g, ' ').slice(0, 120);
    });
    window.scrollTo(0, 0);
    return found;
}"""


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways, as it is shown now."""
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def faults_when_magnified(page: Page) -> list[str]:
    """What somebody misses who magnifies the page; it stays at the last size."""
    faults: list[str] = []
    for size in MAGNIFIED:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        at = f"at {size['width']} pixels"
        faults += [f"{at} wider than the window: {each}" for each in too_wide(page)]
        faults += [f"{at} cut off: {each}" for each in page.evaluate(CUT_OFF)]
        faults += [f"{at} covered: {each}" for each in page.evaluate(COVERED, MOST_CONTROLS)]
    return faults


def too_small_to_tap(page: Page) -> list[str]:
    """What a thumb would miss on the page, on a phone."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return [f"too small for a thumb: {each}" for each in page.evaluate(TOO_SMALL)]


def axe_violations(page: Page, options: dict[str, Any] = WITH_TARGETS) -> list[str]:
    """What axe finds, the sizes of targets among it."""
    return [
        f"axe {violation['id']}: {[node['html'][:160] for node in violation['nodes'][:2]]}"
        for violation in Axe().run(page, options=options).response["violations"]
    ]
