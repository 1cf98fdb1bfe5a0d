"""Numbers and addresses in every form, written into sentences from a fixed seed; the same texts every time."""

from random import Random

from tests.samples.complaints.masking import Sample, parse

SEED = 7307
_PROVINCES = (11, 12, 13, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 64, 71, 73, 74, 81, 91, 94)
_OPERATORS = (
    "811",
    "812",
    "813",
    "821",
    "822",
    "823",
    "851",
    "852",
    "853",
    "855",
    "856",
    "857",
    "877",
    "878",
    "895",
    "896",
)
_AREAS = ("21", "22", "31", "24", "274", "361", "411", "482", "481", "751", "901")
_DOMAINS = ("suratku.example", "contoh.co.id", "kotakpos.example", "contoh.sch.id")
_ALIASES = ("warga", "tokoh.rekaan", "uji_coba", "pelapor-01", "rt.dua")

_WITH = (
    "NIK saya {nik} belum terdaftar.",
    "Sudah setor KTP {nik} dan KK {kk}, tunggu 3 bulan.",
    "no kk {kk} salah ketik",
    "Nomor Kartu Keluarga : {kk}",
    "data {nik} dobel",
    "Hubungi {telp} ya pak.",
    "WA: {telp}",
    "bisa ditelpon di {telp} atau {telp}, siang saja",
    "kirim bukti ke {surel} hari ini",
    "{surel}, {telp}",
    "no rek {rekening} BRI",
    "Rekening Bank Sulselbar nomor {rekening} belum menerima dana.",
    "Motor {plat} menabrak pagar sekolah.",
)
_WITHOUT = (
    "Anggaran Rp{money} untuk {small} desa, kode 1.03.{two}.2.{two}.0{three}.",
    "Tanggal {two}/{two}/2021 pukul {two}.{two} loket tutup.",
    "Laporan #{seven} dan {seven} belum dijawab.",
    "Surat nomor {three}/{two}/DPUPR/2021 sudah dikirim.",
    "Panjang jalan {small},{two} km, lebar {small} m, volume {three}.{three} m3.",
    "Dana desa Rp {money},00 tahun 2020-2021.",
    "Pada 2021-{two}-{two} {two}:{two}:{two} aplikasi galat {three}{three}.",
    "Jalan Poros KM {small} rusak sejak 20{two}.",
)


def generate(count: int = 2_000) -> list[Sample]:
    """`count` texts, a third of them without anything personal."""
    random = Random(SEED)  # made-up texts
    return [parse(_one(random)) for _ in range(count)]


def _one(random: Random) -> str:
    if random.random() < 1 / 3:
        return _fill(random, random.choice(_WITHOUT))
    return _fill(random, random.choice(_WITH))


def _fill(random: Random, sentence: str) -> str:
    makers = {"nik": _nik, "kk": _kk, "telp": _phone, "surel": _mail, "rekening": _account, "plat": _plate}
    for kind, make in makers.items():
        while f"{{{kind}}}" in sentence:
            sentence = sentence.replace(f"{{{kind}}}", f"{{{kind}|{make(random)}}}", 1)
    for name, digits in (("two", 2), ("three", 3), ("seven", 7)):
        while f"{{{name}}}" in sentence:
            number = (
                random.randrange(1, 13) if digits == 2 else random.randrange(10 ** (digits - 1), 10**digits)
            )
            sentence = sentence.replace(f"{{{name}}}", f"{number:0{digits}d}", 1)
    money = f"{random.randrange(1, 999)}.{random.randrange(1000):03d}.{random.randrange(1000):03d}"
    return sentence.replace("{money}", money).replace("{small}", str(random.randrange(1, 40)))


def _nik(random: Random) -> str:
    day = random.randrange(1, 29) + random.choice((0, 40))
    return _grouped(
        random, f"{_region(random)}{day:02d}{random.randrange(1, 13):02d}{random.randrange(100):02d}"
    )


def _kk(random: Random) -> str:
    return _grouped(
        random,
        f"{_region(random)}{random.randrange(1, 29):02d}{random.randrange(1, 13):02d}{random.randrange(10, 24)}",
    )


def _region(random: Random) -> str:
    return f"{random.choice(_PROVINCES)}{random.randrange(1, 80):02d}{random.randrange(1, 30):02d}"


def _grouped(random: Random, first: str) -> str:
    digits = f"{first}{random.randrange(1, 9999):04d}"
    sizes = random.choice(((16,), (16,), (16,), (4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4)))
    return _cut(digits, sizes, random.choice(" .-"))


def _phone(random: Random) -> str:
    if random.random() < 0.15:
        area, rest = random.choice(_AREAS), str(random.randrange(20_000, 999_999))
        return random.choice(
            (f"(0{area}) {rest}", f"0{area}-{rest}", f"0{area} {rest}", f"+62 {area} {rest}")
        )
    operator, rest = random.choice(_OPERATORS), f"{random.randrange(10**8):0{random.choice((7, 8))}d}"[-8:]
    prefix = random.choice(("0", "0", "0", "+62 ", "+62", "62", "+62-"))
    half = len(rest) // 2
    separator = random.choice(("", "", " ", "-", "."))
    return f"{prefix}{operator}{separator}{rest[:half]}{separator}{rest[half:]}"


def _mail(random: Random) -> str:
    alias, domain = random.choice(_ALIASES), random.choice(_DOMAINS)
    shapes = (
        f"{alias}@{domain}",
        f"{alias.upper()}@{domain}",
        f"{alias} at {domain.replace('.', ' dot ')}",
        f"{alias}(at){domain}",
    )
    return random.choice(shapes)


def _account(random: Random) -> str:
    digits = str(random.randrange(10**9, 10**15))
    return random.choice((digits, _cut(digits, (4, 2, len(digits) - 6), "-")))


def _plate(random: Random) -> str:
    region, letters = random.choice(("DD", "B", "DW", "AB", "L")), random.choice(("AB", "KX", "TU", "QRS"))
    return f"{region} {random.randrange(1000, 9999)} {letters}"


def _cut(digits: str, sizes: tuple[int, ...], separator: str) -> str:
    parts, place = [], 0
    for size in sizes:
        parts.append(digits[place : place + size])
        place += size
    return separator.join(parts)
