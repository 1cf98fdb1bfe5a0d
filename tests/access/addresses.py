"""Every address of the application, as the router knows them."""

from collections.abc import Iterator, Mapping

from flask import Flask
from werkzeug.routing import Rule

METHODS = ("GET", "POST")

# Endpoints of the framework that deliver files of the product itself.
FILES = {"static", "security.static"}


def doors(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every rule with each of its methods."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda found: (found.rule, found.endpoint)):
        for method in METHODS:
            if method in (rule.methods or ()) and rule.endpoint not in FILES:
                yield rule, method


def address(app: Flask, rule: Rule, values: Mapping[str, str]) -> str:
    """The address of a rule with these arguments."""
    adapter = app.url_map.bind("localhost")
    return str(
        adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}, force_external=False)
    )
