"""`python -m bench.masking`: how much of a made corpus is masked, what is masked without need, and what it costs.

Precision and recall per kind, on the part that the patterns were improved on, on the part that was held out, on the
latter once more with names that stand in no list, and on numbers in every form. The cost is the time to mask the texts
of `bench.complaints` and those of the corpus.
"""

import argparse
import time
import timeit
from collections.abc import Sequence

from app.complaints.masking import find_personal_data, mask_personal_data
from bench.masking_import import measure, report
from tests.samples.complaints.masking import Sample, read, with_unlisted_names
from tests.samples.complaints.masking.generated import generate
from tests.samples.complaints.masking.scoring import Score, score, total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", help="Name of a part: print what was missed or wrong in it.")
    parser.add_argument(
        "--rows", type=int, default=0, help="Also import so many rows with masking and without."
    )
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for name, samples in corpora().items():
        scores = score(samples, find_personal_data)
        print(f"\n{name}: {len(samples)} texts")
        for kind, own in scores.items():
            _print(kind.value, own)
        _print("semua", total(scores))
        if options.show == name:
            for kind, own in scores.items():
                print(*(f"  missed {kind.value}: {text}" for text in own.missed), sep="\n")
                print(*(f"  wrong  {kind.value}: {text}" for text in own.wrong), sep="\n")
    _cost()
    for hard in (False, True) if options.rows else ():
        report(measure(options.rows, options.rounds, hard=hard), options.rows, hard=hard)


def corpora() -> dict[str, list[Sample]]:
    """The parts of the corpus by name."""
    held_out = read("held_out")
    return {
        "development": read("development"),
        "held_out": held_out,
        "unlisted": with_unlisted_names(held_out),
        "generated": generate(),
    }


def _print(name: str, own: Score) -> None:
    if own.marked or own.findings:
        print(
            f"  {name:10} recall {own.recall:6.1%} ({own.masked}/{own.marked})"
            f"   precision {own.precision:6.1%} ({own.right}/{own.findings})"
        )


def _cost() -> None:
    plain = [
        text
        for number in range(1000)
        for text in (
            f"Jalan rusak di desa nomor {number}",
            "Mohon perbaikan jalan poros yang sudah lama rusak di wilayah kami. " * 3,
        )
    ]
    corpus = [sample.text for sample in read("development")]
    for name, texts in (("texts of bench.complaints", plain), ("texts of the corpus", corpus)):
        print(f"{name}: {_seconds(texts) / len(texts) * 1e6:.1f} µs a text")


def _seconds(texts: Sequence[str]) -> float:
    """The least that masking these texts took, in several goes."""
    return min(
        timeit.repeat(
            lambda: [mask_personal_data(text) for text in texts],
            timer=time.process_time,
            number=1,
            repeat=15,
        )
    )


if __name__ == "__main__":
    main()
