"""The other side's number: from whatever a softphone writes to E.164, and to what people of the region read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

DEFAULT_REGION = "SA"
"""Whose numbers are written without a country code, until the company says (ISO 3166-1, two letters)."""

_LONGEST_GIVEN = 128
"""Characters; whatever is longer is nobody's number."""
_LONGEST_EXTENSION = 6
"""Digits of an internal extension, at most. A company's own are 2 to 6; the shortest national numbers have 7."""
_LONGEST_NAME = 32
"""Characters that are kept of the user part of a SIP address that is no number."""

_NOBODY = {
    *("anonymous", "unknown", "withheld", "private", "restricted", "unavailable", "blocked", "unidentified", "null"),
    *("مجهول", "غير معروف", "رقم خاص", "خاص", "محجوب", "غير متاح"),
}
_ADDRESS = re.compile(r"<([^<>]*)>\s*[^<>]*$")
_SCHEME = re.compile(r"^(?:sips?|tel|callto):(?://)?", re.IGNORECASE)
_WRITTEN_AS_NUMBER = re.compile(r"\+?[\d\s().\-/]*\d[\d\s().\-/]*")
_ISOLATE, _END_ISOLATE = "\u2066", "\u2069"


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """Who is at the other end, as far as the softphone said.

    Attributes:
        text: E.164 ("+966551234567") where it could be read so, else what was given, cleaned: digits of an extension,
            or the user part of a SIP address.
        display: as people of the region write it, isolated (U+2066 … U+2069) so that it keeps its order in
            right-to-left text.
        internal: an extension or a name inside the company's own telephone system.
    """

    text: str
    display: str
    internal: bool = False


def read_number(given: str | None, region: str = DEFAULT_REGION) -> PhoneNumber | None:
    """Read what a softphone or a link wrote: national, with + or 00 or neither, `sip:` and `tel:`, in any digits.

    Args:
        given: as it came. region: ISO 3166-1 code of the country whose numbers are written without a country code.

    Returns:
        None where the caller is withheld, or nothing that could be a number or an address was given.
    """
    if given is None or len(given) > _LONGEST_GIVEN:
        return None
    user = _user_part(given)
    if not user or user.casefold() in _NOBODY:
        return None
    if not _WRITTEN_AS_NUMBER.fullmatch(user):
        name = re.sub(r"[^\w.+*#-]", "", user)[:_LONGEST_NAME]
        return PhoneNumber(name, _isolated(name), internal=True) if name else None
    written = re.sub(r"[^\d+]", "", user)
    if len(written) <= _LONGEST_EXTENSION and not written.startswith("+"):
        return PhoneNumber(written, _isolated(written), internal=True)
    found = _valid(written, region)
    if found is None:
        return PhoneNumber(written, _isolated(written))
    here = found.country_code == phonenumbers.country_code_for_region(region)
    shown = phonenumbers.format_number(found, PhoneNumberFormat.NATIONAL if here else PhoneNumberFormat.INTERNATIONAL)
    return PhoneNumber(phonenumbers.format_number(found, PhoneNumberFormat.E164), _isolated(shown))


def _user_part(given: str) -> str:
    """The part of an address that says who: `"Name" <sip:USER@host;params>`, `tel:USER;params`, or all of it."""
    address = _ADDRESS.search(given)
    text = "".join(_plain(letter) for letter in (address[1] if address else given)).strip()
    scheme = _SCHEME.match(text)
    text = text[scheme.end() :] if scheme else text
    text, at, host = text.partition("@")
    if at and host.partition(":")[0].casefold().endswith("anonymous.invalid"):  # RFC 3323, section 4.1.1.3
        return ""
    text = unquote(text.partition(";")[0]) if scheme or at else text
    # What was percent-encoded is as little to be trusted as what was not.
    return "".join(_plain(letter) for letter in text).strip()


def _plain(letter: str) -> str:
    """A decimal digit of any script as 0 to 9, any space as one, and nothing for what can't be seen."""
    value = unicodedata.decimal(letter, None)
    if value is not None:
        return str(value)
    category = unicodedata.category(letter)
    return " " if category == "Zs" else "" if category.startswith("C") or category in ("Zl", "Zp") else letter


def _valid(written: str, region: str) -> phonenumbers.PhoneNumber | None:
    # 00 is how most telephone systems write +, also in countries where nobody dials it.
    spellings = ["+" + written[2:]] if written.startswith("00") else [written]
    if written[0] not in "+0":
        spellings.append("+" + written)  # telephone systems drop the + of foreign numbers
    for spelling in spellings:
        try:
            number = phonenumbers.parse(spelling, region)
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    return None


def _isolated(text: str) -> str:
    return f"{_ISOLATE}{text}{_END_ISOLATE}"
