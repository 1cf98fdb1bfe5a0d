"""Rows for tests, made through the session of the `db_session` fixture. One module per feature package.

A factory fills in everything that a test does not care about, adds the row, flushes and returns it. It never commits:
`client` does that before each request.
"""
