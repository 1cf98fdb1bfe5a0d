"""From the YAML files of a version to a `Questionnaire`, or to every mistake in them at once."""

from app.instrument.loader.files import CONTENT, available_versions
from app.instrument.loader.reading import read_version

__all__ = ["CONTENT", "available_versions", "read_version"]
