"""The first version of the interface. What is here stays as it is; what must change becomes a second version."""
