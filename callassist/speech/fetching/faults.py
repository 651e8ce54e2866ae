"""What can go wrong while a model is fetched, told apart by what the program does about it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from callassist.errors import UserError
from callassist.speech.manifest import Trust

# Who says what a file should be; "listed" is the index of a mirror or of Python packages, for the way from there.
Voucher = Literal[Trust, "listed"]

FROM_FOLDER = (
    "Check the connection and the proxy settings (HTTPS_PROXY, SSL_CERT_FILE), or fetch the model on another PC "
    "and install it with --from FOLDER."
)
_ANOTHER_SOURCE = "Try again or use another source (--from); if it stays so, don't trust this one."


class Unreachable(UserError):
    """A source gave nothing usable; another one may."""


class Refused(UserError):
    """What came is not what was expected. No other source is tried: somebody should look at this one."""


def wrong_size(name: str, found: int, expected: int) -> Refused:
    """A file is longer or shorter than the catalogue or the mirror says."""
    what = f"{name} was refused: it is {found} bytes long there and should be {expected}. Nothing was installed."
    return Refused(what, _ANOTHER_SOURCE)


def wrong_digest(name: str, found: str, expected: str, voucher: Voucher) -> Refused:
    """A file's SHA-256 is not the one that `voucher` stands for."""
    who, remedy = _VOUCHERS[voucher]
    what = f"{name} was refused: its SHA-256 is {found}, and {who} {expected}. Nothing was installed."
    return Refused(what, remedy)


def cannot_write(path: Path, error: OSError) -> UserError:
    """A file or folder of ours can't be written or read back: a full disk, no rights."""
    return UserError(
        f"{path} can't be written: {error.strerror or error}.",
        "Make room there or allow writing, or set CALLASSIST_MODELS to another folder; what has arrived is kept.",
    )


_VOUCHERS: dict[Voucher, tuple[str, str]] = {
    "known": ("the known one is", _ANOTHER_SOURCE),
    "company": (
        "the company's file says",
        "Ask whoever keeps that file (models.toml), or use another source (--from).",
    ),
    "listed": ("the index there says", "Try again; if it stays so, tell whoever keeps that index."),
    "pinned": (
        "at the first installation on this PC it was",
        "If the publisher has really issued it anew, remove the model's file from the folder .pins beside the models.",
    ),
}
