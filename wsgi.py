"""Entry point for servers and the `flask` command."""

from dotenv import load_dotenv

load_dotenv()

from app import create_app  # noqa: E402  # the environment must be read before the application is built

app = create_app()
