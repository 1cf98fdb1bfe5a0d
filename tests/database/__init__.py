"""A fresh database for every test, on the engine that `--database` names.

The real migrations run once per test process and leave a template; each test gets a copy of it. So tests commit for
real, as the application does, and see nothing of each other.
"""
