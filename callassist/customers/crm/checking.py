"""Tries a described CRM out, step by step, for the administrator who connects it. It reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from callassist.customers.crm import token as kept
from callassist.customers.crm.description import Description
from callassist.customers.crm.port import CrmRecord
from callassist.customers.crm.rest import RestCrm
from callassist.customers.writing import is_sensitive
from callassist.errors import UserError
from callassist.softphone.numbers import read_number
from callassist.text.redaction import RedactionPolicy


@dataclass(frozen=True, slots=True)
class Finding:
    """One step. `works`: None where it was not tried. `said`: what was found. `remedy`: what to do, if anything."""

    what: str
    works: bool | None
    said: str
    remedy: str = ""

    @property
    def line(self) -> str:
        """For the terminal."""
        sign = {True: "ok", False: "FAILED", None: "not tried"}[self.works]
        return f"{self.what}: {sign}. {self.said}" + (f" {self.remedy}" if self.remedy else "")


def examine(
    description: Description, path: Path, number: str | None, *, redaction: RedactionPolicy, region: str, vip: bool
) -> Iterator[Finding]:
    """What works, in the order in which it is needed; stops where what follows can't.

    Args:
        path: of the description. number: of somebody whom the CRM knows, in any spelling. region: whose numbers have
            no country code. vip: whether marks of importance are wanted.
    """
    server = description.server
    yield Finding("description", True, f"{path} describes {server.name} at {server.url}.")
    try:
        token = kept.find(server.origin)
        crm = RestCrm(description, token, redaction, folder=path.parent, region=region, vip=vip)
    except UserError as error:
        yield Finding("token", False, error.what, error.remedy)
        return
    yield Finding("token", True, "It is in the keyring.")
    try:
        crm.reach()
    except UserError as error:
        yield Finding("server", False, error.what, error.remedy)
        return
    yield Finding("server", True, "It answers. Whether it takes the token shows with the next.")
    if description.find is None:
        yield Finding("find", None, "It is not described, so nobody is asked for when it rings.")
    else:
        yield from _find(crm, number, redaction, region)
    for kind, how in description.writes.items():
        yield Finding(kind, None, f"It would be written by {how.method} {server.url}{how.path}.")


def _find(crm: RestCrm, number: str | None, redaction: RedactionPolicy, region: str) -> Iterator[Finding]:
    if number is None:
        yield Finding("find", None, "Nobody was looked for.", "Give --number of a customer whom the CRM knows.")
        return
    read = read_number(number, region)
    if read is None or is_sensitive(number, redaction):
        yield Finding("find", False, "That is no phone number.", "Give --number of a customer whom the CRM knows.")
        return
    try:
        found = crm.read(read.text, within=crm.ring_s)
    except UserError as error:
        yield Finding("find", False, error.what, error.remedy)
        return
    yield Finding("find", True, f"{read.text} is {len(found) or 'nobody'}{_several(found)}.")
    for each in found:
        yield Finding("customer", True, "; ".join(_fields(each)) + ".")
        for reason in each.left_out:
            yield Finding("customer", False, f"Left out: {reason}.", "Correct it in the CRM or in find.fields.")


def _several(found: tuple[CrmRecord, ...]) -> str:
    return "" if not found else " customer" if len(found) == 1 else " customers"


def _fields(record: CrmRecord) -> Iterator[str]:
    for field, value in record.fields.items():
        if field != "search_name" and value is not None:
            yield f"{field}: {value}"
    yield f"numbers: {', '.join(record.numbers)}"
