"""What may be looked at while the call lives: IDs and IBANs, in memory, behind tokens that say nothing."""

from __future__ import annotations

import secrets

from callassist.events import RedactionKind

_KEPT: frozenset[RedactionKind] = frozenset({"iban", "id"})


class Vault:
    """Keeps IDs and IBANs of one call until it is closed. Nothing of it is ever written or printed."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._closed = False

    def __repr__(self) -> str:
        return f"Vault({len(self._values)} kept)"

    def __reduce__(self) -> str:
        raise TypeError("a vault stays in the memory of its process")

    def put(self, kind: RedactionKind, value: str) -> str | None:
        """Keep `value` and give the token to look at it with; None for what must not be looked at, and once closed."""
        if kind not in _KEPT or self._closed:
            return None
        token = secrets.token_urlsafe(12)
        self._values[token] = value
        return token

    def reveal(self, token: str) -> str | None:
        """The value behind `token`; None if there is none, or no longer."""
        return self._values.get(token)

    def close(self) -> None:
        """The call is over: forget all, and keep nothing more."""
        self._values.clear()
        self._closed = True
