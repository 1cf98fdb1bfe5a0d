"""Flask-Security's mails, through our outbox, in the recipient's language, with links that no request can forge."""

from typing import Any

from flask import Flask, current_app, render_template
from flask_babel import force_locale
from flask_security import Security
from flask_security.mail_util import EmailValidateException, MailUtil
from flask_security.utils import get_message

from app.notifications import queue_mail


def site_url(path: str) -> str:
    """`path` behind the address of the site: from the settings, because a request's Host header can be forged."""
    return str(current_app.config["PUBLIC_URL"]).rstrip("/") + path


class OutboxMail(MailUtil):
    """Hands mails over to `notifications`."""

    def normalize(self, email: str) -> str:
        """An address is looked up among our own accounts: what has no @ is none, the rest shows there."""
        if "@" not in email.strip()[1:-1]:
            raise EmailValidateException(get_message("INVALID_EMAIL_ADDRESS")[0])
        return email.strip().lower()

    def validate(self, email: str) -> str:
        """The same: office networks have names that the general rules for addresses do not accept."""
        return self.normalize(email)

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **kwargs: Any,
    ) -> None:
        """Render once more in the recipient's language and put it into the outbox; not for an unconfirmed address."""
        address = recipient if isinstance(recipient, str) else recipient[1]
        person = kwargs.get("user")
        if person is not None and not person.email_is_confirmed:
            return  # nobody has seen that the address is theirs: no link opens the account from there
        with force_locale(getattr(person, "language", None) or "id"):
            text = render_template(f"{template}.txt", **kwargs)
            queue_mail(address, str(_subject(template) or subject), text.strip() + "\n")


def _subject(template: str) -> object:
    """The subject as it was set, not yet put into the language of whoever makes the request."""
    for kind in ("PASSWORD_RESET", "PASSWORD_RESET_NOTICE", "PASSWORD_CHANGE_NOTICE"):
        if current_app.config[f"SECURITY_EMAIL_TEMPLATE_{kind}"] == template:
            name = "PASSWORD_NOTICE" if kind == "PASSWORD_RESET_NOTICE" else kind
            return current_app.config[f"SECURITY_EMAIL_SUBJECT_{name}"]
    return None


def register(app: Flask, security: Security) -> None:
    """Lend the mail templates the address of the site."""
    security.mail_context_processor(lambda: {"site_url": site_url})
