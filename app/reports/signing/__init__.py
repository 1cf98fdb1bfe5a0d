"""Signing documents: with the office's certificate, by the national provider's client, or on paper.

Secrets of whoever signs live in memory for as long as one request takes. They are in no job, log, session or table.
"""
