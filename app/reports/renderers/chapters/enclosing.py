"""Files inside the document: what PDF/A-3 asks of them, so that a program finds the data behind what people read."""

import hashlib
import zlib
from collections.abc import Sequence

from pikepdf import String

from app.reports.renderers.chapters.assembly import Assembly
from app.reports.renderers.chapters.cut import Enclosure

_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.+_")


def write_enclosures(assembly: Assembly, enclosures: Sequence[Enclosure]) -> dict[str, bytes]:
    """Write them; answers a reference to each by its name."""
    return {one.name: b"%d 0 R" % _written(assembly, one) for one in enclosures}


def _written(assembly: Assembly, one: Enclosure) -> int:
    number = assembly.reserve()
    digest = hashlib.md5(one.content, usedforsecurity=False).hexdigest().encode()
    head = b"/Type /EmbeddedFile /Subtype /%s /Params << /Size %d /CheckSum <%s> >> /Filter /FlateDecode" % (
        _name(one.media_type),
        len(one.content),
        digest,
    )
    assembly.put_stream(number, head, zlib.compress(one.content, 9))
    name, about = String(one.name).unparse(), String(one.about).unparse()
    return assembly.add(
        b"<< /Type /Filespec /F %s /UF %s /Desc %s /AFRelationship /%s /EF << /F %d 0 R /UF %d 0 R >> >>"
        % (name, name, about, _name(one.relation), number, number)
    )


def _name(text: str) -> bytes:
    """As a name may be written: other signs by their number."""
    return b"".join(bytes((sign,)) if sign in _PLAIN else b"#%02x" % sign for sign in text.encode())
