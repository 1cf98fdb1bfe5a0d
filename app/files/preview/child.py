"""Runs alone, in its own process: reads a picture or a PDF from standard input, writes a small picture.

It imports nothing of the application. With `image` it writes a JPEG of its own making. With `pdf` it gives up what it
can and becomes `pdftoppm`, whose picture goes through a second child as an image. An exit status other than 0, or
nothing written, means that there is no preview.
"""

import ctypes
import os
import resource
import sys
from contextlib import suppress

MEBIBYTE = 1024 * 1024
ADDRESS_SPACE = 384 * MEBIBYTE
CPU_SECONDS = 8
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 900  # pixels
QUALITY = 78
NEW_NETWORK = 0x40000000  # CLONE_NEWNET: a network with nobody in it


def main(kind: str, tool: str) -> None:
    """Limit this process, then make the picture, or become the tool that draws the page."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    if kind == "pdf":
        _leave_the_network()
        resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))  # fonts and its own libraries, one after another
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        page = ["-f", "1", "-l", "1", "-scale-to", str(LONGEST_SIDE), "-png", "-"]
        os.execve(tool, [tool, *page], {})  # noqa: S606  # our own arguments; the document comes through the pipe
    sys.stdout.buffer.write(small(sys.stdin.buffer.read()))


def small(content: bytes) -> bytes:
    """The picture, upright, without anything else that its file said (place, device), as a JPEG."""
    import io

    from PIL import Image, ImageOps, MpoImagePlugin

    Image.preinit()
    del MpoImagePlugin
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    Image.MAX_IMAGE_PIXELS = None  # our own limit is stricter
    out = io.BytesIO()
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise SystemExit(2)
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        plain = Image.new("RGB", upright.size, "white")
        seen = upright.convert("RGBA")
        plain.paste(seen, mask=seen.getchannel("A"))
        plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _leave_the_network() -> None:
    # Where the kernel does not let us, the tool still has neither an address nor a reason to ask one.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(NEW_NETWORK)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
