"""The stylesheet of the interface: one rule for each name, so that no page changes another one's look."""

import re
from collections import Counter
from pathlib import Path

STYLESHEET = Path(__file__).resolve().parents[3] / "app/static/own/renaksi.css"


def test_a_name_is_described_in_one_place():
    names = Counter(re.findall(r"^(\.r-[\w-]+) \{", STYLESHEET.read_text(encoding="utf-8"), re.MULTILINE))
    assert len(names) > 50
    assert not [name for name, times in names.items() if times > 1]
