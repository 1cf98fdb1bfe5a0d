"""The budget codes of the demonstration: a short example, which says of every entry that it is one."""

import csv
from pathlib import Path

from app.access import SYSTEM
from app.plans.actions.nomenclature import load_nomenclature
from app.plans.rules.nomenclature import read_nomenclature

FILE = Path(__file__).with_name("content") / "nomenclature.csv"
NAME = "Contoh nomenklatur (data demonstrasi)"
SOURCE = "Contoh dari Renaksi, bukan teks peraturan"

# Where the library of actions names no code of its own.
USUAL = {
    "kebijakan": "4.01.01.2.13.0002",
    "sdm": "X.XX.01.2.05.0009",
    "data_aplikasi": "2.16.03.2.02.0007",
    "pemangku_kepentingan": "2.16.02.2.01.0007",
    "monev": "4.01.01.2.13.0004",
}


def load_example() -> None:
    """Put the example into force."""
    with FILE.open(newline="", encoding="utf-8") as file:
        reading = read_nomenclature(list(enumerate(csv.reader(file, delimiter=";"), start=1)))
    load_nomenclature(SYSTEM, NAME, SOURCE, reading.rows, is_example=True)
