"""Measurements. Each is one command that prints ratios from interleaved runs; README.md has what came out."""
