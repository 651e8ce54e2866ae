"""A CRM that speaks JSON over HTTP, as described in a file."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import phonenumbers
import tenacity

from callassist.customers.crm import dotted
from callassist.customers.crm.description import Description, Find, Server, load, own_path, placeholders
from callassist.customers.crm.faults import Busy, CrmFault, NoAnswer, NotAllowed, Refused, Stopped, Unusable
from callassist.customers.crm.port import CrmRecord, Entry
from callassist.customers.crm.reading import Reader
from callassist.customers.crm.token import find as find_token
from callassist.customers.crm.web import Answer, Web
from callassist.text.normalise import clean
from callassist.text.redaction import RedactionPolicy, redact_text

_READ = 8192
_QUOTED = 200
"""Bytes of the CRM's own words that are looked at for a reason, and characters of them that it gives."""
_TOO_MANY_S = 30.0
_RENEW = "Have it renewed in the CRM, then give it: callassist customers crm token."


class RestCrm:
    """The described CRM; see `port.Crm`. `read` and `write` are for one thread each.

    Args:
        folder: of the description. region: whose numbers have no country code. vip: whether such marks are wanted.

    Raises:
        UserError: the CA bundle can't be used.
    """

    def __init__(
        self,
        description: Description,
        token: str,
        redaction: RedactionPolicy,
        *,
        folder: Path,
        region: str,
        vip: bool = False,
    ) -> None:
        self._description = description
        self._server = description.server
        self._redaction = redaction
        self._region = region
        self._stopped = threading.Event()
        # One for each of the two threads.
        self._asking, self._handing = (
            Web(self._server, token, connect_s=description.times.connect_s, folder=folder) for _ in range(2)
        )
        find = description.find
        self._reader = None if find is None else Reader(find, redaction, region=region, vip=vip)
        self.name = self._server.name
        self.owned = frozenset() if find is None else find.owned
        self.reads = find is not None
        self.writes = frozenset(description.writes)
        self.ring_s = description.times.ring_s

    def read(self, number: str, *, within: float) -> tuple[CrmRecord, ...]:
        """Who has a number, E.164 or an extension. What may work at once if it is tried again is tried again.

        Raises:
            CrmFault: it did not say in time, or what it says can't be used.
        """
        find = self._description.find
        if find is None or self._reader is None:
            return ()
        ends = time.monotonic() + within
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(_may_work_at_once),
            wait=tenacity.wait_exponential(multiplier=0.1, max=2.0),
            stop=tenacity.stop_before_delay(within) | tenacity.stop_when_event_set(self._stopped),
            sleep=tenacity.sleep_using_event(self._stopped),
            reraise=True,
        )
        answer = retrying(lambda: self._found(find, number, ends - time.monotonic()))
        return () if answer is None else self._reader.records(answer.body, number)

    def write(self, entry: Entry, key: UUID) -> None:
        """Hand an entry over, once: whoever calls tries again.

        Raises:
            CrmFault: the CRM does not have it, or it is not known whether it has.
        """
        how = self._description.writes.get(entry.kind)
        if how is None:
            raise Refused(f"The CRM's description does not say how to write {entry.kind}.", "Add it there, and retry.")
        known = {name: None if value is None else str(value) for name, value in asdict(entry).items()}
        number = known.get("number")
        known["number"] = None if number is None else self._spelt(number)
        missing = [name for name in placeholders(how.path) if not known[name]]
        if missing:
            raise Refused(
                f"The address for {entry.kind} needs {', '.join(missing)}, and this customer has none.",
                "Put the CRM's id into the customer's record, then retry it; or drop it.",
            )
        body: dict[str, Any] = {}
        for path, constant in how.constants.items():
            dotted.put(body, path, constant)
        for name, path in how.fields.items():
            dotted.put(body, path, known[name])
        answer = self._handing.ask(
            how.method,
            _filled(how.path, known),
            within=self._description.times.total_s,
            content=json.dumps(body, ensure_ascii=False).encode("utf-8"),
            headers={"Content-Type": "application/json", self._server.idempotency_header: str(key)},
            only_status=True,
        )
        self._check(answer)
        if answer.is_page:
            # A sign-in page of the network or of a proxy takes everything, cheerfully, with 200.
            raise _page(self._server)

    def reach(self) -> None:
        """See whether anything answers at the described address, which need not be a page of its own.

        Raises:
            NoAnswer: nothing does, or its certificate is not trusted.
        """
        with contextlib.suppress(Unusable):
            self._asking.ask("GET", "", within=self._description.times.total_s, only_status=True)

    def stop(self) -> None:
        """Break off what is under way, and whatever is asked afterwards; from any thread."""
        self._stopped.set()
        self._asking.stop()
        self._handing.stop()

    def _found(self, find: Find, number: str, within: float) -> Answer | None:
        """The answer about a number; None where it says that there is nobody."""
        if self._stopped.is_set():
            raise Stopped
        spelt = {"number": self._spelt(number)}
        body: dict[str, Any] = {}
        for path, value in find.body.items():
            text = value.replace("{number}", spelt["number"]) if isinstance(value, str) else value
            dotted.put(body, path, text)
        content = json.dumps(body, ensure_ascii=False).encode("utf-8") if body else None
        headers = {"Content-Type": "application/json"} if body else {}
        answer = self._asking.ask(
            find.method, _filled(find.path, spelt), within=within, content=content, headers=headers
        )
        if answer.status == 404 and not answer.is_page:
            return None
        self._check(answer)
        if answer.is_page:
            raise _page(self._server)
        return None if answer.status == 204 else answer

    def _spelt(self, number: str) -> str:
        """A number as the CRM writes it; extensions as they are."""
        if not number.startswith("+") or self._server.numbers == "e164":
            return number
        if self._server.numbers == "digits":
            return number[1:]
        parsed = phonenumbers.parse(number)
        if parsed.country_code != phonenumbers.country_code_for_region(self._region):
            return f"00{number[1:]}"  # as the CRM of a company of this country would have it
        national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
        return "".join(sign for sign in national if sign.isdigit())

    def _check(self, answer: Answer) -> None:
        """Let an answer pass that says it went well.

        Raises:
            CrmFault: it does not.
        """
        status = answer.status
        if 200 <= status < 300:
            return
        said = f"The CRM at {self._server.origin} answered {status}{self._words(answer)}."
        if status in (401, 403):
            why = "does not accept the token" if status == 401 else "does not let this token do that"
            raise NotAllowed(f"The CRM at {self._server.origin} {why} ({status}).", _RENEW)
        if status in (408, 425, 429) or status >= 500:
            # Who gets too many requests wants fewer, whether or not it says when.
            pause = _TOO_MANY_S if status == 429 and answer.retry_after is None else answer.retry_after
            raise Busy(said, "It is tried again by itself.", pause)
        raise Refused(said, "Mend it in the CRM or in its description, then retry it; or drop it.")

    def _words(self, answer: Answer) -> str:
        """The beginning of what the CRM says itself, fit for the disk: it may say again what it was given."""
        if answer.is_page or not answer.body:
            return ""
        # Cut off last: a number that is cut in two can't be told any more.
        text = redact_text(clean(answer.body[:_READ].decode("utf-8", "replace")), policy=self._redaction)
        return f': "{" ".join(text.split())[:_QUOTED]}"'


def configured(redaction: RedactionPolicy, *, region: str, vip: bool) -> RestCrm | None:
    """The company's CRM as it is described among the settings; None where none is. Arguments as of `RestCrm`.

    Raises:
        UserError: the description has a mistake, its token is not in the keyring, or its CA bundle can't be used.
    """
    path = own_path()
    if not path.exists():
        return None
    described = load(path)
    token = find_token(described.server.origin)
    return RestCrm(described, token, redaction, folder=path.parent, region=region, vip=vip)


def _filled(template: str, values: Mapping[str, str | None]) -> str:
    for name in placeholders(template):
        value = values[name] or ""
        if value in (".", ".."):
            raise Refused(f"{value!r} as {name} would lead to another address.", "Correct the customer's record.")
        template = template.replace(f"{{{name}}}", quote(value, safe=""))
    return template


def _may_work_at_once(error: BaseException) -> bool:
    return isinstance(error, NoAnswer) or (isinstance(error, Busy) and error.retry_after is None)


def _page(server: Server) -> CrmFault:
    return Unusable(
        f"{server.origin} answers with a web page instead of JSON: a sign-in, a proxy's page, or the CRM's own site.",
        "See that the address is the interface's own, and that this PC is signed in to the network.",
    )
