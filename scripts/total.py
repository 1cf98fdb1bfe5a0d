"""Add up the JUnit files of a run and end with one line like pytest's own."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def main(folder: Path, seconds: int, broken: str) -> int:
    """Print the total; the exit code says whether everything passed."""
    tests = failed = skipped = 0
    for report in sorted(folder.glob("junit-*.xml")):
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314  # our own file
            tests += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
    if broken:
        print(f"Not passed: {broken}")
    passed = tests - failed - skipped
    print(f"===== {passed} passed, {failed} failed, {skipped} skipped in {seconds}s =====")
    return 1 if failed or broken else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
