"""Wording that is the same, or nearly: found fast enough to compare every proposal of every unit.

Two texts are *the same* when their significant words are equal; they are *alike* when the sets of words overlap
(Jaccard) by `ALIKE` or more. Pairs are found with a prefix filter: two sets that overlap enough must share one of their
rarest words, so only texts that share a rare word are compared at all.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import ceil

ALIKE = 0.6

_WORD = re.compile(r"[0-9a-zà-ÿ]+")

# Function words that officials vary freely; "tidak" and numbers stay, because they change the meaning.
_FILLER = frozenset(
    "dan atau yang di ke dari untuk pada dalam dengan oleh serta bagi agar para setiap tiap seluruh semua terhadap "
    "melalui secara atas kegiatan pelaksanaan melaksanakan melakukan".split()
)


def significant_words(text: str) -> frozenset[str]:
    """The words that carry the meaning, lower case, without filler. May be empty."""
    return frozenset(word for word in _WORD.findall(text.casefold()) if word not in _FILLER)


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """Jaccard overlap of two word sets, 0–1; two empty sets are not alike, because nothing is known of them."""
    if not first or not second:
        return 0.0
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


def alike_pairs(
    texts: Mapping[str, frozenset[str]], threshold: float = ALIKE
) -> Iterable[tuple[str, str, float]]:
    """All pairs of keys whose word sets overlap by `threshold` (0 < threshold ≤ 1) or more, each pair once.

    The keys of a pair are in the order of `texts`.
    """
    frequency = Counter(word for words in texts.values() for word in words)
    order = {key: place for place, key in enumerate(texts)}
    by_rare_word: dict[str, list[str]] = {}
    for key, words in sorted(texts.items(), key=lambda item: len(item[1])):
        if not words:
            continue
        rare_first = sorted(words, key=lambda word: (frequency[word], word))
        prefix = rare_first[: len(words) - ceil(threshold * len(words)) + 1]
        candidates = {other for word in prefix for other in by_rare_word.get(word, ())}
        for other in sorted(candidates, key=order.__getitem__):
            if len(texts[other]) < threshold * len(words):
                continue
            value = likeness(words, texts[other])
            if value >= threshold:
                first, second = sorted((key, other), key=order.__getitem__)
                yield first, second, value
        for word in prefix:
            by_rare_word.setdefault(word, []).append(key)
