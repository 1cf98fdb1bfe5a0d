"""The matrix as a workbook, out and in."""

from pathlib import Path

from tests.e2e.pages.plan import Matrix
from tests.e2e.pages.screen import ID, Screen


def download_from(matrix: Matrix, into: Path) -> Path:
    """Download the matrix to fill it in elsewhere."""
    with matrix.page.expect_download() as coming:
        matrix.link("Unduh untuk diisi di Excel").click()
    file = into / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


class BringBack(Screen):
    """Where the file is chosen."""

    path = rf"/rencana-aksi/{ID}/unggah"

    def upload(self, file: Path) -> "Preview":
        """Send the file; nothing is saved yet."""
        self.page.locator("input[type=file]").set_input_files(file)
        self.button("Periksa isinya").click()
        return Preview(self.page)


class Preview(Screen):
    """What the file would change, and what in it cannot be taken."""

    path = rf"/rencana-aksi/{ID}/unggah/{ID}"

    def count(self, label: str) -> str:
        """The figure under a label, such as Kegiatan berubah."""
        tile = self.page.locator(".r-stat", has_text=label).locator(".r-stat__value")
        return tile.inner_text().strip()

    def save(self) -> Matrix:
        """Take the changes over."""
        self.button("Simpan perubahan ini").click()
        return Matrix(self.page)
