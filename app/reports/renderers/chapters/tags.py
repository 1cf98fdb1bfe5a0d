"""The trees of tags of all chapters as one: what stands below each chapter's own root hangs below one root."""

from collections.abc import Sequence

from pikepdf import NumberTree, Object, Pdf

from app.reports.renderers.chapters.assembly import Assembly
from app.reports.renderers.chapters.copying import Copying


class Tags:
    """Collects them while pages are taken over. Chapters without tags leave the document without."""

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self.root, self.document = assembly.reserve(), assembly.reserve()
        self.kids: list[int] = []
        self.leaves: list[bytes] = []  # of the tree that says who owns the pieces of each page
        self.next = 0  # number of the next page or link among the owners

    def prepare(self, source: Pdf, pages: Sequence[Object]) -> None:
        """Give the pages and links of a chapter their numbers among all owners, before they are copied."""
        if "/StructTreeRoot" not in source.Root:
            return
        for page in pages:
            page.StructParents = self.next + int(page.StructParents)
            for note in page.get("/Annots", ()):
                if "/StructParent" in note:
                    note.StructParent = self.next + int(note.StructParent)

    def add(self, copying: Copying) -> None:
        """Take over the tags of the chapter whose pages have just been copied."""
        root = copying.source.Root.get("/StructTreeRoot")
        if root is None:
            return
        top = root.K[0]
        copying.stands_for(top, self.document)
        for kid in top.K:
            kid.P = top
        self.kids += copying.copy(top.K)
        owners, highest = [], -1
        for number, owner in NumberTree(root.ParentTree).items():
            highest = max(highest, number)
            owners.append(b"%d %s" % (self.next + number, copying.text(owner)))
        copying.finish()
        if owners:
            limits = (self.next, self.next + highest)
            leaf = b"<< /Limits [%d %d] /Nums [%s] >>" % (*limits, b" ".join(owners))
            self.leaves.append(b"%d 0 R" % self.assembly.add(leaf))
        self.next += highest + 1

    def finish(self) -> int | None:
        """Write the root; answers its number. None for a document without tags."""
        if not self.kids:
            return None
        kids = b" ".join(b"%d 0 R" % number for number in self.kids)
        self.assembly.put(
            self.document, b"<< /Type /StructElem /S /Document /P %d 0 R /K [%s] >>" % (self.root, kids)
        )
        owners = self.assembly.add(b"<< /Kids [%s] >>" % b" ".join(self.leaves))
        self.assembly.put(
            self.root,
            b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d >>"
            % (self.document, owners, self.next),
        )
        return self.root
