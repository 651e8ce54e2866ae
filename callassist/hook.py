"""`callassist-hook`: what a softphone starts on every ring, answer and hang-up. It tells the running app, and is gone.

It imports next to nothing, since a softphone may wait for it, and says nothing unless something is wrong: exit 0 when
CallAssist has been told, 1 when it is not running or does not answer, 2 when the command was used wrongly.
"""

from __future__ import annotations

import sys

from callassist import handover

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_USAGE = f"""\
Use: callassist-hook {"|".join(handover.VERBS)} [NUMBER [NAME]]
     callassist-hook callassist:ring?number=NUMBER
Tells the running CallAssist what the softphone does. It starts nothing and prints nothing when all is well."""

_SCHEME = "callassist:"


def main(arguments: list[str] | None = None) -> int:
    """Tell the running app what `arguments` say; gives the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given in (["--help"], ["-h"]):
        _say(_USAGE, sys.stdout)
        return 0
    told = _from_url(given[0]) if len(given) == 1 and given[0].lower().startswith(_SCHEME) else _from_words(given)
    if told is None:
        _say(_USAGE, sys.stderr)
        return 2
    try:
        handover.deliver(handover.message(*told))
    except handover.NotRunning:
        problem = "CallAssist is not running; nobody was told."
    except handover.NoAnswer:
        problem = "CallAssist does not answer. Close it and start it again."
    except handover.NotOurs:
        problem = "The place where CallAssist is reached does not belong to this user alone; nobody was told."
    else:
        return 0
    _say(f"callassist-hook: {problem}", sys.stderr)
    return 1


def _from_words(given: list[str]) -> tuple[str, str, str] | None:
    if not given or given[0].lower() not in handover.VERBS:
        return None
    # A softphone that does not quote a number with spaces hands it over in pieces: digits are number, the rest is name.
    numbers = [word for word in given[1:] if not any(letter.isalpha() for letter in word)] or given[1:2]
    names = [word for word in given[1:] if word not in numbers]
    return given[0].lower(), " ".join(numbers), " ".join(names)


def _from_url(url: str) -> tuple[str, str, str] | None:
    """`callassist:ring?number=N&name=N`, `callassist://answer/N`: browsers and systems add slashes as they please."""
    from urllib.parse import unquote

    path, _, query = url[len(_SCHEME) :].partition("#")[0].partition("?")
    verb, _, number = path.strip("/").partition("/")
    if verb.lower() not in handover.VERBS:
        return None
    # Not parse_qs: it would take the + of +966… for a space.
    values = {key: unquote(value) for key, _, value in (pair.partition("=") for pair in query.split("&"))}
    return verb.lower(), values.get("number") or unquote(number), values.get("name", "")


def _say(text: str, stream: TextIO | None) -> None:
    if stream is not None:  # a windowed program on Windows has none
        stream.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
