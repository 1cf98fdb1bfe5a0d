"""Where the content files are, and how one YAML file is opened."""

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from app.instrument.problems import Problem, ProblemKind

CONTENT = Path(__file__).parent.parent / "content"
FRAME_FILE = "instrument.yaml"
VERSION_CODE = re.compile(r"[0-9a-z][0-9a-z-]{0,19}")


class _StrictLoader(yaml.SafeLoader):
    """Safe YAML that also refuses a key written twice; plain YAML would silently keep the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"kunci “{key}” ditulis dua kali", key_node.start_mark
                )
            if isinstance(key, Hashable):
                seen.add(key)
        return super().construct_mapping(node, deep)


def available_versions(folder: Path = CONTENT) -> tuple[str, ...]:
    """The codes of the versions that have files, in order."""
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{FRAME_FILE}")))


def read_mapping(path: Path) -> tuple[dict[Any, Any], list[Problem]]:
    """The top-level mapping of a file (empty if it cannot be read) and what prevented it."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, [Problem(ProblemKind.FILE_MISSING, path.name)]
    except UnicodeDecodeError:
        return {}, [Problem(ProblemKind.YAML_INVALID, path.name, details={"reason": "UTF-8"})]
    loader = _StrictLoader(text)
    try:
        content = loader.get_single_data()
    except yaml.YAMLError as error:
        return {}, [Problem(ProblemKind.YAML_INVALID, path.name, details={"reason": _reason(error)})]
    finally:
        loader.dispose()
    if not isinstance(content, dict):
        return {}, [Problem(ProblemKind.WRONG_TYPE, path.name, details={"expected": "category: …"})]
    return content, []


def _reason(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        return f"{error.problem} (baris {mark.line + 1}, kolom {mark.column + 1})"
    return str(error)
