"""Chapters of one document that anybody may lay out: workers of any host find them beside the kept ones.

Whoever makes the document writes down each chapter that is missing, and lays them out itself as well. A claim keeps two
from doing the same; it lapses, for its owner may have died. On a store without exclusive creation two may claim at
once: then a chapter is laid out twice, with the same result.
"""

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict

from app.reports.renderers.chapters.cut import Chunk, Look
from app.reports.renderers.chapters.keeping import ChapterStore
from app.reports.renderers.pdf import Asset

CLAIM = ".claim"
OPEN = "open"
LAPSES = 150.0  # seconds after which a claim counts no more: longer than a chapter may take


class Wanted:
    """The missing chapters of one `batch` (the id of the document's making) of a government."""

    def __init__(
        self,
        store: ChapterStore,
        government_id: str,
        batch: str,
        call: Callable[[int], None] = lambda _missing: None,
    ) -> None:
        self.call = call  # tells others that so many chapters are missing
        self.store = store
        self.government_id = government_id
        self.folder = store.folder(government_id, "wanted", batch)

    def open(self) -> None:
        """Say that the document is being made."""
        self.store.write(f"{self.folder}/{OPEN}", b"-")

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for the chapters."""
        return self.store.exists(f"{self.folder}/{OPEN}")

    def offer(self, key: str, chunk: Chunk) -> None:
        """Somebody may lay this out."""
        self.store.write(f"{self.folder}/{key}", _written(chunk))

    def unclaimed(self) -> list[str]:
        """What is wanted and not claimed, as far as is known at this moment."""
        names = set(self.store.names(self.folder))
        return sorted(
            name for name in names if name != OPEN and not name.endswith(CLAIM) and name + CLAIM not in names
        )

    def chunk(self, key: str) -> Chunk | None:
        """What is to be laid out; nothing if it is there already."""
        content = self.store.read(f"{self.folder}/{key}")
        return _read(content) if content is not None else None

    def claim(self, key: str) -> bool:
        """Whether the chapter is the caller's to lay out now."""
        return self.store.claim(f"{self.folder}/{key}{CLAIM}", LAPSES)

    def leave(self, key: str) -> None:
        """The caller could not do it: somebody else may."""
        self.store.remove(f"{self.folder}/{key}{CLAIM}")

    def done(self, key: str) -> None:
        """It is kept: nobody need look for it."""
        self.store.remove(f"{self.folder}/{key}")
        self.store.remove(f"{self.folder}/{key}{CLAIM}")

    def close(self) -> None:
        """Nobody waits any more."""
        self.store.remove(f"{self.folder}/{OPEN}")
        self.store.remove_folder(self.folder)


def _written(chunk: Chunk) -> bytes:
    said = {**asdict(chunk), "assets": {name: _asset(asset) for name, asset in chunk.assets.items()}}
    return json.dumps(said, ensure_ascii=False).encode()


def _asset(asset: Asset) -> tuple[str, str]:
    return base64.b64encode(asset.content).decode(), asset.media_type


def _read(content: bytes) -> Chunk:
    said = json.loads(content)
    look = {**said["look"], "styles": tuple(said["look"]["styles"])}
    assets: Iterable[tuple[str, tuple[str, str]]] = said["assets"].items()
    return Chunk(
        name=said["name"],
        title=said["title"],
        html=said["html"],
        look=Look(**look),
        row_ids=tuple(said["row_ids"]),
        more=said["more"],
        assets={name: Asset(base64.b64decode(one), kind) for name, (one, kind) in assets},
    )
