"""Records in a real encrypted database, for the tests of customers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from callassist.customers import policy
from callassist.customers.policy import BalancePolicy, CardPolicy, CustomersPolicy
from callassist.customers.records import Records
from callassist.store.database import open_for_writing
from callassist.store.export import as_json, rows
from callassist.store.records_schema import RECORDS
from callassist.text.redaction import load_policy

REDACTION = load_policy()
SHIPPED = policy.load()
WITH_VIP = CustomersPolicy(card=CardPolicy(vip=True, contacts=3), balance=BalancePolicy(good_for_bad=12))


@contextmanager
def opened(path: Path, own: CustomersPolicy = SHIPPED, author: str | None = None) -> Iterator[Records]:
    """Records at `path`, made if need be, as after a start of the program."""
    with open_for_writing(path, RECORDS) as database:
        yield Records(database, own, REDACTION, author=author)


def everything(records: Records) -> str:
    """All that is in the database, decrypted."""
    return "\n".join(as_json(row) for row in rows(records.database))


def people(records: Records) -> int:
    """How many records there are."""
    with records.database.reading() as connection:
        found: int = connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
    return found
