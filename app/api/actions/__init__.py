"""Writes: one verb each, the actor first, flushed and never committed."""
