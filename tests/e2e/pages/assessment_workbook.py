"""The assessment as a workbook, out and in."""

from pathlib import Path

from tests.e2e.pages.screen import ID, Screen
from tests.e2e.pages.sheet import Sheet


def download_from(sheet: Sheet, label: str, into: Path) -> Path:
    """Download the workbook to fill it in elsewhere."""
    with sheet.page.expect_download() as coming:
        sheet.link(label).click()
    file = into / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


class BringBack(Screen):
    """Where the file is chosen."""

    path = rf"/asesmen/isian/{ID}/unggah"

    def upload(self, file: Path) -> "Preview":
        """Send the file; nothing is saved yet."""
        self.page.locator("input[type=file]").set_input_files(file)
        self.button("Periksa isinya").click()
        return Preview(self.page)


class Preview(Screen):
    """What the file would change, and what in it cannot be taken."""

    path = rf"/asesmen/isian/{ID}/unggah/{ID}"

    def save(self) -> Sheet:
        """Take it over."""
        self.button("Simpan perubahan ini").click()
        return Sheet(self.page)
