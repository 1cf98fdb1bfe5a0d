"""The table of places that links and addresses lead to."""

from collections.abc import Mapping

from pikepdf import String

from app.reports.renderers.chapters.assembly import Assembly

TOGETHER = 200  # names in one leaf


def write_names(assembly: Assembly, named: Mapping[str, bytes]) -> int:
    """Write values by name, in the order of names that readers expect; answers the number of the tree."""
    names = sorted(named, key=str.encode)
    leaves = []
    for place in range(0, len(names), TOGETHER):
        some = names[place : place + TOGETHER]
        pairs = b" ".join(b"%s %s" % (_text(name), named[name]) for name in some)
        leaf = b"<< /Limits [%s %s] /Names [%s] >>" % (_text(some[0]), _text(some[-1]), pairs)
        leaves.append(b"%d 0 R" % assembly.add(leaf))
    return assembly.add(b"<< /Kids [%s] >>" % b" ".join(leaves))


def _text(name: str) -> bytes:
    return String(name).unparse()
