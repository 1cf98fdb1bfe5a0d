"""Deadline days: reminders by plan, extensions with reasons, staggered closing, how busy it is."""
