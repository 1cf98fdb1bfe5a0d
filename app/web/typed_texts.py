"""What a person typed into a form that could not be taken, to be shown again instead of being lost."""

from flask import request

from app.web.local_paths import page_before

# Whatever has one of these in its name is a secret, or nothing that a person typed: it is never shown again.
_NEVER = ("password", "sandi", "totp", "code", "token", "secret", "key", "version", "username", "email")


def typed_texts() -> tuple[str, ...]:
    """The texts of several words in the form that was sent, in its order.

    Nothing unless a page of this site sent it: another site must not be able to put words onto our page.
    """
    if request.method != "POST" or page_before() is None:
        return ()
    sent = ((name.lower(), value.strip()) for name, value in request.form.items(multi=True))
    return tuple(
        value for name, value in sent if len(value.split()) > 1 and not any(part in name for part in _NEVER)
    )
