"""Thin command-line entry points: parse, call one action or query, print."""

import pkgutil
from importlib import import_module

import click
from flask import Flask


def register(app: Flask) -> None:
    """Add the command groups of every module in this folder (one group a module, named as the module)."""
    for module in pkgutil.iter_modules(__path__):
        loaded = import_module(f"{__name__}.{module.name}")
        for command in vars(loaded).values():
            if isinstance(command, click.Group):
                app.cli.add_command(command)
