"""Secrets and mode."""

from flask import current_app

from app.cli.doctor.finding import Doubtful, Wrong

SECRETS = ("SECRET_KEY", "SECURITY_PASSWORD_SALT", "AUDIT_KEY")
SHORTEST = 32  # characters
FEWEST_DIFFERENT = 12  # characters; a random text of 32 has about twice as many
BY_HAND = ("secret", "change", "example", "password", "rahasia", "contoh", "ganti")


def secrets() -> str:
    """Long, random, each its own."""
    known = {name: str(current_app.config.get(name) or "") for name in SECRETS}
    for name, value in known.items():
        if len(value) < SHORTEST:
            raise Wrong(f"{name} has fewer than {SHORTEST} characters; ./run writes good ones to .env")
        if len(set(value)) < FEWEST_DIFFERENT or any(word in value.lower() for word in BY_HAND):
            raise Wrong(f"{name} looks as if somebody had typed it; draw a random one")
    if len(set(known.values())) < len(known):
        raise Wrong("two secrets are the same; draw each for itself")
    return f"{len(known)} secrets, each long enough and its own"


def mode() -> str:
    """No debugging, and secure cookies where the address says https."""
    if current_app.debug:
        raise Wrong("debug mode is on: it lets strangers run code")
    if not current_app.config["PRODUCTION"]:
        raise Doubtful("PRODUCTION is off")
    public = str(current_app.config["PUBLIC_URL"])
    if public.startswith("https:") and not current_app.config["HTTPS"]:
        raise Doubtful(f"PUBLIC_URL is {public}, but HTTPS is off: cookies also travel unencrypted")
    return f"production, {public}"
