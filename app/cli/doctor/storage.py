"""The place where files are kept."""

import io

from app.cli.doctor.finding import Doubtful, Wrong
from app.files.actions import blob_store
from app.files.queries import check_files

TEXT = b"flask doctor"


def writable() -> str:
    """A file can be kept, read and removed again."""
    blobs = blob_store()
    with blobs.receive(io.BytesIO(TEXT), len(TEXT)) as received:
        blob = blobs.keep(received)
    try:
        with blobs.open(blob) as file:
            if file.read() != TEXT:
                raise Wrong("what was written is not what is read back")
    finally:
        blobs.remove(blob)
    return blobs.root


def complete() -> str:
    """Every file that the database names is there; the bytes are compared by `flask files check`."""
    found = check_files(content=False)
    if found.missing:
        raise Wrong(f"{len(found.missing)} of {found.rows} files are lost; restore them from a backup")
    if found.orphans or found.leftovers:
        loose = len(found.orphans) + len(found.leftovers)
        raise Doubtful(f"{loose} files belong to nothing; flask files check --repair removes them")
    return f"{found.rows} files"
