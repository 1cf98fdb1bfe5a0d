"""Runs alone, in its own process: reads a HEIC photo from standard input, writes it as a JPEG.

It imports nothing of the application. An exit status of 3 means too many pixels, any other but 0 that it cannot be
read.
"""

import io
import resource
import sys

MEBIBYTE = 1024 * 1024
ADDRESS_SPACE = 640 * MEBIBYTE  # the decoder keeps several planes of the largest photo at once
CPU_SECONDS = 10
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2000  # pixels, as the browser makes photos smaller: a page of A4 stays readable
QUALITY = 85
TOO_MANY_PIXELS = 3


def main() -> None:
    """Load what is needed, give up the rest, convert."""
    import pi_heif
    from PIL import Image

    Image.preinit()
    Image.new("RGB", (8, 8)).save(io.BytesIO(), "JPEG")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    # No limit on processes: the decoder insists on a thread of its own. Without a free handle there is neither file nor
    # socket for anybody, and a program that was started could not load its libraries.
    sys.addaudithook(_refuse_events)
    photo = pi_heif.open_heif(sys.stdin.buffer.read(), convert_hdr_to_8bit=True)
    width, height = photo.size
    if width * height > MAX_PIXELS:
        sys.exit(TOO_MANY_PIXELS)
    picture = photo.to_pillow()  # upright: the decoder turns it as the file says
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    seen = picture.convert("RGBA")
    plain = Image.new("RGB", seen.size, "white")
    plain.paste(seen, mask=seen.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    sys.stdout.buffer.write(out.getvalue())


def _refuse_events(event: str, _arguments: object) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system")):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
