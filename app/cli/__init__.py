"""Thin command-line entry points: parse, call one action or query, print."""

import pkgutil
from importlib import import_module

import click
from flask import Flask


def register(app: Flask) -> None:
    """Add the command or command group of every module in this folder that is named as the module."""
    for module in pkgutil.iter_modules(__path__):
        loaded = import_module(f"{__name__}.{module.name}")
        command = getattr(loaded, module.name, None)
        if isinstance(command, click.Command):
            app.cli.add_command(command)
