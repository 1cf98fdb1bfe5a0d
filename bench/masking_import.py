"""What masking adds to an import: the same file imported with it and, in turns, with every text left as it is.

A tenth of the rows name somebody: their texts are those of the made corpus, each followed by an ordinary sentence. The
other rows are ordinary complaints, put together from sentences that name nobody; or, `hard`, the corpus's own texts
without personal data, which were written to mislead the patterns: more than half of them need the thorough look.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

from app.complaints.masking import mask_personal_data
from bench.complaint_files import write_rows
from tests.samples.complaints.masking import read

_READERS = (
    "app.complaints.import_formats.cells",
    "app.complaints.import_formats.rows",
    "app.complaints.import_formats.rejects",
)
_SHARE = 10  # every so many rows one names somebody
_SENTENCES = (
    "Jalan poros menuju kecamatan rusak parah dan berlubang sejak musim hujan.",
    "Kendaraan roda dua sering tergelincir karena kerikil lepas di tikungan.",
    "Mohon segera ditindaklanjuti sebelum ada korban.",
    "Lampu penerangan di depan pasar padam sudah dua pekan.",
    "Air ledeng tidak mengalir sejak kemarin pagi di beberapa kelurahan.",
    "Sampah menumpuk di pinggir sungai dan baunya sampai ke permukiman.",
    "Petugas kebersihan sudah lama tidak lewat di wilayah kami.",
    "Pelayanan di kantor kecamatan lambat, antre sampai tiga jam.",
    "Bantuan sosial tahap kedua belum diterima warga yang terdaftar.",
    "Saluran irigasi tersumbat sehingga sawah kekeringan.",
    "Guru kelas lima sering tidak hadir dan anak-anak pulang lebih awal.",
    "Obat di puskesmas habis, pasien diminta membeli di luar.",
    "Terima kasih atas perhatian pemerintah daerah.",
    "Drainase di sepanjang jalan itu tidak berfungsi, air meluap setiap hujan.",
    "Harga pupuk bersubsidi di kios melebihi harga eceran tertinggi.",
    "Jembatan gantung miring dan papan lantainya banyak yang lepas.",
)


def texts(*, hard: bool) -> Callable[[int], str]:
    """The text of each row by its number."""
    samples = read("development") + read("held_out")
    personal = [sample.text for sample in samples if sample.marks]
    misleading = [sample.text for sample in samples if not sample.marks]
    random = Random(7)  # noqa: S311  # made-up rows

    def text_of(number: int) -> str:
        if number % _SHARE == 0:
            return f"{random.choice(personal)} {random.choice(_SENTENCES)}".replace("\n", " ")
        if hard:
            return f"{random.choice(misleading)} {random.choice(_SENTENCES)}".replace("\n", " ")
        return " ".join(random.sample(_SENTENCES, random.randrange(2, 5)))

    return text_of


@dataclass(frozen=True)
class Taken:
    """Seconds of processor time: of an import with masking, of masking alone within it, and of one without."""

    whole: float
    own: float
    without: float

    @property
    def added(self) -> float:
        """What masking adds to the rest of the very same import."""
        return self.own / (self.whole - self.own)


def measure(rows: int, rounds: int, *, hard: bool) -> list[Taken]:
    """An import with masking and one without, in turns."""
    from bench import complaints
    from bench.place import scratch

    with scratch() as place:
        write_rows(place.folder / complaints.ROWS, rows, texts(hard=hard))
        complaints.set_up(place.folder)
        found = []
        for number in range(rounds + 1):
            sides = {masks: _import(place.folder, rows, masks=masks) for masks in _turns(number)}
            if number:  # the first fills caches
                found.append(Taken(*sides[True], sides[False][0]))
        return found


def report(found: list[Taken], rows: int, *, hard: bool) -> None:
    """Print medians. Two imports differ by whatever else the machine does; what masking takes within one does less."""
    print(
        f"import of {rows} rows, {'misleading' if hard else 'ordinary'} texts, {len(found)} rounds: masking adds "
        f"{statistics.median(one.added for one in found):.1%} to the rest "
        f"(from {min(one.added for one in found):.1%} to {max(one.added for one in found):.1%}); "
        f"beside an import without it {statistics.median(one.whole / one.without for one in found):.2f} times"
    )


def _turns(number: int) -> tuple[bool, bool]:
    return (True, False) if number % 2 == 0 else (False, True)


def _import(folder: Path, rows: int, *, masks: bool) -> tuple[float, float]:
    """Seconds of processor time of an import, and of masking within it."""
    from bench import complaints

    complaints.empty(folder, rows)
    clock = _Clock()
    with _replaced(clock.masked if masks else lambda text: text):
        _wall, processor, new = complaints.product(folder, rows)
    assert new == rows
    return processor, clock.seconds


class _Clock:
    """Masks, and counts how long that takes; looking at the clock is not counted."""

    def __init__(self) -> None:
        self._taken = 0
        self._looks = 0

    def masked(self, text: str) -> str:
        started = time.thread_time_ns()
        found = mask_personal_data(text)
        self._taken += time.thread_time_ns() - started
        self._looks += 1
        return found

    @property
    def seconds(self) -> float:
        started = time.thread_time_ns()
        for _ in range(10_000):
            time.thread_time_ns()
        look = (time.thread_time_ns() - started) / 10_000
        return (self._taken - self._looks * look) / 1e9


@contextmanager
def _replaced(mask: Callable[[str], str]) -> Iterator[None]:
    patches = [patch(f"{module}.mask_personal_data", mask) for module in _READERS]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()
