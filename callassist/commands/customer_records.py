"""How the commands about customers open the records: with the company's policies and region."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from callassist.customers.policy import CustomersPolicy
    from callassist.customers.records import Records

Policy = Annotated[
    Path | None,
    typer.Option(help="A folder whose customers.toml and redaction.toml replace the shipped ones.", show_default=False),
]
Region = Annotated[
    str | None,
    typer.Option(help="Whose numbers have no country code (SA, EG, …); else as in the settings.", show_default=False),
]


def policy_of(folder: Path | None) -> CustomersPolicy:
    """What cards show, from the folder of `--policy` or as shipped."""
    from callassist.commands.choices import policy_file
    from callassist.customers import policy

    return policy.load(policy_file(folder, "customers.toml"))


@contextmanager
def records_of(folder: Path | None, region: str | None, *, writing: bool) -> Iterator[Records]:
    """The records of this PC, open until the block is left."""
    from callassist.commands.choices import policy_file
    from callassist.customers.records import Records, records_path
    from callassist.store.database import open_for_reading, open_for_writing
    from callassist.store.records_schema import RECORDS
    from callassist.text.redaction import load_policy

    path = records_path()
    policy, redaction = policy_of(folder), load_policy(policy_file(folder, "redaction.toml"))
    own = region_of(region)
    # A look at a file is possible beside the running app, and before anything was stored.
    opened = open_for_writing if writing or not path.exists() else open_for_reading
    with opened(path, RECORDS) as database:
        yield Records(database, policy, redaction, region=own)


def region_of(given: str | None) -> str:
    """Whose numbers have no country code: as given, else as in the settings."""
    import phonenumbers

    from callassist import settings
    from callassist.errors import UserError

    if given is not None:
        if given.upper() not in phonenumbers.SUPPORTED_REGIONS:
            raise UserError(f"There is no region {given!r}.", "Give a country's two letters, such as SA.", exit_code=2)
        return given.upper()
    try:
        kept = settings.read(settings.settings_path()) or settings.Settings()
    except settings.Unusable as error:
        raise UserError(f"{settings.settings_path()} can't be used: {error}.", "Mend it, or give --region.") from error
    return kept.phone.region
