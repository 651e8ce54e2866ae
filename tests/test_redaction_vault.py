"""The vault keeps IDs and IBANs for a look, in memory, and nothing else."""

from __future__ import annotations

import copy
import pickle

import pytest

from callassist.text.redaction import Vault


def test_ids_and_ibans_come_back_until_it_is_closed() -> None:
    vault = Vault()
    tokens = [vault.put("id", "1000000008"), vault.put("iban", "SA0380000000608010167519")]
    assert [vault.reveal(token) for token in tokens if token] == ["1000000008", "SA0380000000608010167519"]
    vault.close()
    assert [vault.reveal(token) for token in tokens if token] == [None, None]
    assert vault.put("id", "1000000008") is None


@pytest.mark.parametrize("kind", ["card", "cvv", "expiry", "digits"])
def test_nothing_else_is_kept(kind: str) -> None:
    vault = Vault()
    assert vault.put(kind, "4111111111111111") is None  # type: ignore[arg-type]
    assert "0 kept" in repr(vault)


def test_a_token_says_nothing() -> None:
    vault = Vault()
    first, second = vault.put("id", "1000000008"), vault.put("id", "1000000008")
    assert first is not None
    assert first != second
    assert "1000000008" not in first
    assert vault.reveal("no such token") is None


def test_it_is_neither_printed_nor_copied_nor_pickled() -> None:
    vault = Vault()
    vault.put("id", "1000000008")
    assert "1000000008" not in f"{vault} {vault!r}"
    with pytest.raises(TypeError, match="memory"):
        pickle.dumps(vault)
    with pytest.raises(TypeError, match="memory"):
        copy.copy(vault)
