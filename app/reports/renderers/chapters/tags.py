"""The trees of tags of all chapters as one: what stands below each chapter's own root hangs below one root."""

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf


class Tags:
    """Collects them while pages are taken over. Chapters without tags leave the document without."""

    def __init__(self, made: Pdf) -> None:
        self.made = made
        self.root = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root))
        self.kids = Array()
        self.owners = Array()
        self.next = 0  # number of the next page or link among the owners

    def add(self, source: Pdf, pages: Sequence[Object]) -> None:
        """Take over the tags of a chapter whose pages have been copied."""
        root = source.Root.get("/StructTreeRoot")
        if root is None:
            return
        copied = self.made.copy_foreign(root)
        for kid in copied.K[0].K:
            kid.P = self.document
            self.kids.append(kid)
        numbers = copied.ParentTree.Nums
        highest = -1
        for place in range(0, len(numbers), 2):
            number = int(numbers[place])
            highest = max(highest, number)
            self.owners.append(self.next + number)
            self.owners.append(numbers[place + 1])
        for page in pages:
            page.StructParents = self.next + int(page.StructParents)
            for note in page.get("/Annots", ()):
                if "/StructParent" in note:
                    note.StructParent = self.next + int(note.StructParent)
        self.next += highest + 1

    def finish(self) -> None:
        """Hang the tree into the document."""
        if not len(self.kids):
            return
        self.document.K = self.kids
        self.root.K = Array([self.document])
        self.root.ParentTree = self.made.make_indirect(Dictionary(Nums=self.owners))
        self.root.ParentTreeNextKey = self.next
        self.made.Root.StructTreeRoot = self.root
