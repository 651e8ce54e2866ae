"""What has been chosen for the hearing and the softphone: one small JSON file in the configuration folder.

How the window looks is the window's own business.

Settings of earlier versions are brought up by `settings_upgrade`. A file that can't be read is put aside, never written
over, and the defaults are used.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from callassist import paths
from callassist.events import Dialect, Gender, Language
from callassist.settings_upgrade import VERSION, upgraded
from callassist.whole_file import write_whole

_log = logging.getLogger(__name__)


class _Part(BaseModel):
    # What a newer program wrote and this one does not know is none of its business.
    model_config = ConfigDict(extra="ignore", frozen=True)


class DeviceSetting(_Part):
    """A device by name and host API, or the program whose sound is meant; empty for the system's choice."""

    name: str = ""
    host_api: str = ""
    process: str = ""


class HearingSettings(_Part):
    """Who is heard by what.

    Attributes:
        model: an id or a folder; None for the best one installed. voice_tone: whether the company wants customers'
            tone told from their voice, too; `Settings.measures_voice` says whether it is.
    """

    language: Language = "ar"
    model: str | None = None
    agent: DeviceSetting = DeviceSetting()
    customer: DeviceSetting = DeviceSetting()
    devices_chosen: bool = False
    voice_tone: bool = False


class PhoneSettings(_Part):
    """The softphone.

    Attributes:
        link: how it tells us of calls by itself; the hook and the URL work beside any. host, port: where `baresip` is.
        hang_up: a program and its arguments that end its calls, where it has no link ("MicroSIP.exe", "/hangupall").
        region: whose numbers are written without a country code, ISO 3166-1.
    """

    link: Literal["none", "baresip"] = "none"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 4444
    hang_up: tuple[str, ...] = ()
    region: Annotated[str, Field(pattern="^[A-Z]{2}$")] = "SA"


class NoticeSettings(_Part):
    """That callers and agents are told that calls are written down.

    Attributes:
        confirmed_at: ISO 8601, UTC. says_voice: the notice says, too, that the tone of customers' voices is measured.
    """

    confirmed_by: str | None = None
    confirmed_at: str | None = None
    says_voice: bool = False

    @property
    def is_confirmed(self) -> bool:
        """Whether anything may be transcribed at all."""
        return bool(self.confirmed_by and self.confirmed_at)


class SpeakingSettings(_Part):
    """How what is suggested to the agent is worded.

    Attributes:
        dialect: where neither the customer's record nor their words tell one. voice: the brand's. company: its name, as
            it is said. agent, gender: of whoever sits here.
    """

    dialect: Dialect = "msa"
    voice: Literal["warm", "formal"] = "warm"
    company: str | None = None
    agent: str | None = None
    gender: Gender | None = None


class Settings(_Part):
    """All of it."""

    version: int = VERSION
    hearing: HearingSettings = HearingSettings()
    phone: PhoneSettings = PhoneSettings()
    notice: NoticeSettings = NoticeSettings()
    speaking: SpeakingSettings = SpeakingSettings()

    @property
    def may_measure_voice(self) -> bool:
        """Whether customers' voices may be measured: the company's notice says so, and somebody answers for it."""
        return self.notice.is_confirmed and self.notice.says_voice

    @property
    def measures_voice(self) -> bool:
        """Whether customers' voices are measured: they may be, and the company wants it."""
        return self.hearing.voice_tone and self.may_measure_voice

    def with_notice_confirmed(self, by: str, *, says_voice: bool | None = None) -> Settings:
        """The company has confirmed its notice, in the person of `by`, just now; `says_voice`: None where it says of
        voices what it said before."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        confirmed: dict[str, object] = {"confirmed_by": by.strip(), "confirmed_at": now}
        if says_voice is not None:
            confirmed["says_voice"] = says_voice
        return self.model_copy(update={"notice": self.notice.model_copy(update=confirmed)})


class Unusable(Exception):
    """A settings file is there and can't be used; the message says why."""


def settings_path() -> Path:
    """Where the settings lie."""
    return paths.config_dir() / "settings.json"


def read(path: Path) -> Settings | None:
    """The settings in a file; None where there is none.

    Raises:
        Unusable: it can't be read, or holds no settings.
    """
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        return Settings.model_validate(upgraded(data))
    except FileNotFoundError:
        return None
    except (OSError, ValidationError, ValueError) as error:
        raise Unusable(str(error)) from error


class SettingsFile:
    """The settings on the disk.

    Attributes:
        path: the file. current: what is in force. set_aside: where a broken file was put, else None.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or settings_path()
        self.set_aside: Path | None = None
        self.current = self._read()

    def change(self, settings: Settings) -> None:
        """Put new settings into force and on the disk.

        Raises:
            OSError: they could not be written; they are in force until the program ends.
        """
        self.current = settings
        write_whole(self.path, settings.model_dump_json(indent=2))

    def _read(self) -> Settings:
        try:
            return read(self.path) or Settings()
        except Unusable as error:
            return self._put_aside(str(error))

    def _put_aside(self, reason: str) -> Settings:
        _log.error("%s can't be used, so the defaults are: %s", self.path, reason)
        aside = self.path.with_suffix(".broken.json")
        try:
            self.path.replace(aside)
            self.set_aside = aside
        except OSError:
            _log.exception("%s can't be put aside", self.path)
        return Settings()
