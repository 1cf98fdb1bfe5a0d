"""Opening a foreign file where it can do no harm: in a child process with little memory, little time and no network."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from app.files.kinds import EXTENSIONS, FileKind
from app.files.refusal import RefusalReason, RefusedFile

CHILD = Path(__file__).with_name("child.py")
# Less than the 15 seconds that SQLite's other writers wait for the one whose upload is being looked at. A document of
# ten megabytes takes well under one second.
WALL_SECONDS = 12


def inspect(path: Path, accepted: Iterable[FileKind], filename: str = "") -> FileKind:
    """The kind of the file at `path`, judged by its content; `filename` only says what it pretends to be.

    Raises `RefusedFile` if it is none of `accepted`, or if opening it fails, takes more than 256 MiB or 12 seconds.
    """
    kinds = sorted(kind.value for kind in accepted)
    try:
        with path.open("rb") as content:
            done = subprocess.run(
                [sys.executable, "-I", str(CHILD), ",".join(kinds)],
                stdin=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=WALL_SECONDS,
                check=False,
                env={},
                cwd="/",
            )
    except subprocess.TimeoutExpired:
        raise RefusedFile(RefusalReason.TOO_EXPENSIVE) from None
    return _verdict(done.returncode, done.stdout, kinds, filename)


def _verdict(status: int, answer: bytes, kinds: list[str], filename: str) -> FileKind:
    from app.files.labels import kinds_text

    if status != 0 or not answer:  # killed by a limit, or by a fault in a parser
        raise RefusedFile(RefusalReason.TOO_EXPENSIVE)
    said = json.loads(answer)
    if "refused" not in said:
        return FileKind(said["kind"])
    reason = RefusalReason(said["refused"])
    if reason is RefusalReason.TYPE_NOT_ALLOWED:
        extension = Path(filename).suffix.lower()
        named = [kind for kind in kinds if extension in EXTENSIONS[FileKind(kind)]]
        if named:
            raise RefusedFile(
                RefusalReason.NOT_AS_NAMED,
                kind=kinds_text(named),
                extension=extension,
                accepted=kinds_text(kinds),
            )
        raise RefusedFile(reason, accepted=kinds_text(kinds))
    raise RefusedFile(reason)
