"""Pure rules of documents."""

KEPT = 3  # finished documents of the same kind and subject; older ones are discarded when a new one is there


def dedupe_key(name: str, kind: str, language: str, unit_id: str | None, record: str) -> str:
    """Equal for two wishes that give the same document, so that asking twice makes one job."""
    return "|".join((name, kind, language, unit_id or "", record))
