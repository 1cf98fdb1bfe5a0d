"""What masking adds to an import: the same file imported with it and, in turns, with every text left as it is.

A tenth of the rows name somebody: their texts are those of the made corpus, each followed by an ordinary sentence. The
other rows are ordinary complaints, put together from sentences that name nobody; or, `hard`, the corpus's own texts
without personal data, which were written to mislead the patterns: more than half of them need the thorough look.
"""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from unittest.mock import patch

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


def measure(rows: int, rounds: int, *, hard: bool) -> list[tuple[float, float]]:
    """Seconds of processor time of an import with masking and without, by round."""
    from bench import complaints
    from bench.place import scratch

    with scratch() as place:
        write_rows(place.folder / complaints.ROWS, rows, texts(hard=hard))
        complaints.set_up(place.folder)
        found = []
        for number in range(rounds + 1):
            both = [_import(place.folder, rows, masks=masks) for masks in _turns(number)]
            if number:  # the first fills caches
                found.append((both[0], both[1]) if number % 2 == 0 else (both[1], both[0]))
        return found


def report(pairs: list[tuple[float, float]], rows: int, *, hard: bool) -> None:
    """Print the least of each side, which other work on the machine distorts least, and the median of the ratios."""
    with_it, without = (min(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(own / other for own, other in pairs)
    print(
        f"import of {rows} rows, {'misleading' if hard else 'ordinary'} texts: {with_it:.2f} s of processor with "
        f"masking, {without:.2f} s without: {with_it / without:.3f} times; median of {len(pairs)} rounds {ratio:.3f}"
    )


def _turns(number: int) -> tuple[bool, bool]:
    return (True, False) if number % 2 == 0 else (False, True)


def _import(folder: Path, rows: int, *, masks: bool) -> float:
    from bench import complaints

    complaints.empty(folder, rows)
    with _left_as_they_are(masks=masks):
        _wall, processor, new = complaints.product(folder, rows)
    assert new == rows
    return processor


@contextmanager
def _left_as_they_are(*, masks: bool) -> Iterator[None]:
    if masks:
        yield
        return
    patches = [patch(f"{module}.mask_personal_data", lambda text: text) for module in _READERS]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()
