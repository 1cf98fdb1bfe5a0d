"""Filling in together: indicators handed to colleagues, who is at work, threads, answers for every OPD at once."""
