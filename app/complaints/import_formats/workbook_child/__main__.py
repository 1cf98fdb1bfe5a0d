"""Sets the bounds, looks into the archive, and lets the reader of its kind read it."""

import importlib
import io
import json
import resource
import sys
import zipfile
from pathlib import Path

# The reader of LibreOffice's tables is shared by all who read tables, and no package can be imported here.
sys.path.append(str(Path(__file__).resolve().parents[3] / "files" / "table"))
bounds = importlib.import_module("bounds")
CHUNK = 64 * 1024
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def check_zip(data: bytes, most_members: int, most_bytes: int) -> str:
    """Which reader it is for. What it really inflates to is counted: what it declares may be a lie."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > most_members:
            raise bounds.Refused("too_large")
        names = {member.filename for member in members}
        if len(names) < len(members):
            raise bounds.Refused("damaged")  # two parts of one name: readers would disagree
        if any(member.flag_bits & 0x1 for member in members):
            raise bounds.Refused("protected")
        total = 0
        for member in members:
            with archive.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    total += len(chunk)
                    if total > most_bytes:
                        raise bounds.Refused("too_large")
        return reader_for(archive, names)


def reader_for(archive: zipfile.ZipFile, names: set[str]) -> str:
    """The module that reads such an archive."""
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" not in names or archive.read("mimetype").strip() != ODS:
        raise bounds.Refused("not_a_table")
    # LibreOffice either locks the parts one by one or puts the whole into a single locked part.
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise bounds.Refused("protected")
    if "content.xml" not in names:
        raise bounds.Refused("damaged")
    return "ods"


def limit(within: bounds.Bounds) -> None:  # type: ignore[name-defined]
    """Bounds that the system enforces."""
    resource.setrlimit(resource.RLIMIT_AS, (within.address_space, within.address_space))
    resource.setrlimit(resource.RLIMIT_CPU, (within.seconds, within.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read the bounds from the arguments, set them, then read the workbook."""
    within = bounds.Bounds(*map(int, sys.argv[1:8]))
    limit(within)
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    # Whatever is loaded from a file on its first use has to be loaded before files can no longer be opened.
    readers = {name: importlib.import_module(name) for name in ("xlsx", "ods")}
    "".encode("cp437")
    answer = ""
    try:
        data = sys.stdin.buffer.read()
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        readers[check_zip(data, within.members, within.inflated)].read(data, within, bounds.Out(within))
    except bounds.Refused as refusal:
        answer = str(refusal)
    except MemoryError:
        answer = "too_large"
    except (BrokenPipeError, KeyboardInterrupt):
        return
    except Exception:  # noqa: BLE001 - whatever a hostile workbook provokes is one refusal, never a trace
        answer = "damaged"
    sys.stdout.write(json.dumps({"refused": answer}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
