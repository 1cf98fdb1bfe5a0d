"""Governments: finding one, its page, its settings."""
