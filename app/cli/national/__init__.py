"""A whole country to measure with: `flask seed national`.

Governments, codes and usual OPD are the real ones; everything that people would write is made up and says so. The same
numbers give the same data, except for the password and for the days of the round, which lie around today.
"""
