"""`/pengaduan/kanal`: where a coordinator connects the application of a channel."""

from app.api.pages import channels, webhooks
from app.api.pages.blueprint import bp

__all__ = ["bp", "channels", "webhooks"]
