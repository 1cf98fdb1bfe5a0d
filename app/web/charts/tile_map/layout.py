"""Where each province stands on the grid. Pure data, made by hand: north is up, neighbours mostly touch."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A province on the grid: `row` from the north, `column` from the west in half tiles (islands stand half a tile
    apart), and the short name that officials write, at most three lines."""

    row: int
    column: int
    short: str


ROWS, HALF_COLUMNS = 9, 27

PROVINCES: dict[str, Place] = {
    # Sumatera
    "11": Place(0, 0, "Aceh"),
    "12": Place(1, 1, "Sumut"),
    "13": Place(2, 2, "Sumbar"),
    "14": Place(2, 4, "Riau"),
    "21": Place(1, 6, "Kepri"),
    "15": Place(3, 4, "Jambi"),
    "17": Place(4, 3, "Bengkulu"),
    "16": Place(4, 5, "Sumsel"),
    "19": Place(4, 7, "Babel"),
    "18": Place(5, 5, "Lampung"),
    # Jawa, Bali, Nusa Tenggara
    "36": Place(7, 6, "Banten"),
    "31": Place(6, 7, "Jakarta"),
    "32": Place(7, 8, "Jabar"),
    "33": Place(7, 10, "Jateng"),
    "34": Place(8, 10, "DIY"),
    "35": Place(7, 12, "Jatim"),
    "51": Place(8, 14, "Bali"),
    "52": Place(8, 16, "NTB"),
    "53": Place(8, 18, "NTT"),
    # Kalimantan
    "65": Place(1, 12, "Kaltara"),
    "61": Place(2, 10, "Kalbar"),
    "64": Place(2, 12, "Kaltim"),
    "62": Place(3, 10, "Kalteng"),
    "63": Place(3, 12, "Kalsel"),
    # Sulawesi
    "75": Place(1, 15, "Gorontalo"),
    "71": Place(1, 17, "Sulut"),
    "72": Place(2, 15, "Sulteng"),
    "76": Place(3, 15, "Sulbar"),
    "73": Place(4, 15, "Sulsel"),
    "74": Place(4, 17, "Sultra"),
    # Maluku
    "82": Place(1, 20, "Malut"),
    "81": Place(4, 20, "Maluku"),
    # Papua
    "96": Place(2, 21, "Papua Barat Daya"),
    "92": Place(2, 23, "Papua Barat"),
    "91": Place(2, 25, "Papua"),
    "94": Place(3, 23, "Papua Tengah"),
    "95": Place(3, 25, "Papua Peg."),
    "93": Place(4, 25, "Papua Selatan"),
}
