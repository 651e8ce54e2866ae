"""The CRM's bearer token: in the system's keyring and nowhere else, and only for the server that it was given for."""

from __future__ import annotations

import re

import keyring

from callassist.errors import UserError
from callassist.store.keys import SERVICE

_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # RFC 6750, section 2.1
_LONGEST = 8192


def entry(origin: str) -> str:
    """The user name under which the keyring keeps the token for a server, in the service `CallAssist`."""
    return f"crm token {origin}"


def keep(origin: str, token: str) -> None:
    """Put a token into the keyring, in place of an earlier one.

    Raises:
        UserError: it is none, or the keyring does not keep it.
    """
    token = token.strip()
    if not _TOKEN.fullmatch(token) or len(token) > _LONGEST:
        raise UserError(
            "That is no bearer token: those have letters, digits and - . _ ~ + / only, and no spaces.",
            "Copy it again from the CRM, without the word Bearer.",
        )
    try:
        keyring.set_password(SERVICE, entry(origin), token)
        kept = keyring.get_password(SERVICE, entry(origin)) == token
    except Exception as error:  # backends are plug-ins, their errors are not only keyring's own
        raise _no_keyring(error) from error
    if not kept:
        raise UserError(
            "The keyring did not keep the token.",
            "Unlock it, or ask who looks after this PC; a file is no place for it.",
        )


def find(origin: str) -> str:
    """The token for a server.

    Raises:
        UserError: there is none, or the keyring can't be asked.
    """
    try:
        found = keyring.get_password(SERVICE, entry(origin))
    except Exception as error:
        raise _no_keyring(error) from error
    if found is None:
        raise UserError(f"There is no token for {origin} in the keyring.", "Give it: callassist customers crm token.")
    return found


def forget(origin: str) -> bool:
    """Take the token for a server out of the keyring; gives whether there was one.

    Raises:
        UserError: the keyring can't be asked.
    """
    try:
        if keyring.get_password(SERVICE, entry(origin)) is None:
            return False
        keyring.delete_password(SERVICE, entry(origin))
    except Exception as error:
        raise _no_keyring(error) from error
    return True


def _no_keyring(error: Exception) -> UserError:
    why = str(error).strip().rstrip(".") or type(error).__name__
    return UserError(
        f"The keyring can't be used: {why}. The CRM's token is kept nowhere else.",
        "Unlock it, or start CallAssist from the desktop session where it is.",
    )
