"""Telling a channel's application what became of its complaints: outbox, sender, job."""
