"""Runs alone, in a process of its own: lays out chapters, one after another, for as long as it is asked to.

It is started by its path and imports the renderers alone, not the application: it has no settings, no secrets, no
database. Memory is limited by the system, time and pages by whoever asks. A chapter that fails is answered with its
reason; one that takes the process along is noticed by whoever waits for the answer.

Reads and writes frames: eight bytes that say how long, then so many bytes. A frame in is a pickled order. A frame out
begins with "+" (a packed chapter, a document) or "-" (JSON: kind of the failure, and its trace for operators).
"""

import gc
import json
import pickle
import resource
import select
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

APP = Path(__file__).resolve().parents[3]
PACKAGES = ("app", "app.organisations", "app.organisations.rules", "app.reports", "app.reports.paper")
LENGTH = 8
# Bytes of orders after which garbage is looked for although the next one waits: what was laid out is hundreds of times
# its order, and all of it is garbage. After every order it would cost a thirtieth of the time.
MUCH = 60_000
IDLE = 0.3  # seconds without an order after which nobody waits for that


def main() -> None:
    """Answer orders until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (_memory(), _memory()))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _only_renderers()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints is no answer
    _load()
    # What is there by now stays for ever: it is never looked at again. New garbage is collected between chapters.
    gc.collect()
    gc.freeze()
    gc.disable()
    target.write(b"ready")
    target.flush()
    from app.reports.renderers.chapters.memory import give_back

    laid = 0
    while True:
        if laid > MUCH or (laid and not select.select([source], [], [], IDLE)[0]):
            gc.collect()
            give_back()
            laid = 0
        if not (frame := _read(source)):
            break
        order, *rest = pickle.loads(frame)  # noqa: S301 -- from the process that started this one
        try:
            answer = b"+" + DOES[order](*rest)
        except Exception as error:  # noqa: BLE001 -- an engine may fail in any way; the next chapter may not suffer
            answer = b"-" + json.dumps([type(error).__name__, traceback.format_exc()]).encode()
        target.write(len(answer).to_bytes(LENGTH, "big"))
        target.write(answer)
        target.flush()
        laid += len(frame)
        del frame, rest, answer


def _render(chunk: Any, most_pages: int) -> bytes:
    from app.reports.renderers.chapters.frame import in_large_frame
    from app.reports.renderers.chapters.rendering import render

    return in_large_frame(partial(render, chunk, most_pages)).packed()


def _load() -> None:
    """What is needed for the first order, before it comes. Joining needs no engine: ten times less memory."""
    if sys.argv[2] == "join":
        import app.reports.renderers.chapters.joining  # noqa: F401 -- loaded, not used
    else:
        from app.reports.renderers.chapters.rendering import warm

        warm()


def _join(count: int, total: int, words: Any, enclosures: Any) -> bytes:
    """The characters and then the chapters follow the order in frames of their own, and are read one by one."""
    from app.reports.renderers.chapters.joining import join
    from app.reports.renderers.chapters.rendered import Rendered

    frames = (_read(sys.stdin.buffer) for _number in range(count + 1))
    try:
        characters = Rendered.unpacked(next(frames))
        return join(map(Rendered.unpacked, frames), total, characters, words, enclosures)
    finally:
        for _frame in frames:
            pass  # what is left after a failure is no order


def _print(html: str, styles: tuple[str, ...], assets: Any, most_pages: int) -> bytes:
    from app.reports.renderers.chapters.frame import in_large_frame
    from app.reports.renderers.chapters.rendering import print_whole

    return in_large_frame(partial(print_whole, html, styles, assets, most_pages))


DOES: dict[str, Callable[..., bytes]] = {"render": _render, "print": _print, "join": _join}


def _memory() -> int:
    """Bytes that a chapter and the engine may take together."""
    return int(sys.argv[1])


def _only_renderers() -> None:
    """Packages without what they register when they are imported: their modules are found, nothing else happens."""
    for name in PACKAGES:
        package = ModuleType(name)
        package.__path__ = [str(APP.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = package


def _read(source: BinaryIO) -> bytes:
    head = source.read(LENGTH)
    return source.read(int.from_bytes(head, "big")) if len(head) == LENGTH else b""


if __name__ == "__main__":
    main()
