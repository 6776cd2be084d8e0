"""All settings, from a TOML file and the environment (`KAFT_<SECTION>__<KEY>`); `config/default.toml` lists them."""

import os
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from pipeline.errors import ConfigError
from pipeline.receiving.acceptance import ScanLimits
from schemas.words import FieldName

_LISTED = "config/default.toml lists them all."
_TOML = "It must be TOML, saved as UTF-8; config/default.toml shows how."


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Places(_Section):
    """Where things are. An empty URL means: in the work folder."""

    work: Path = Field(default=Path("kaft-work"), description="Folder for everything kaft keeps on this machine.")
    register_url: str = Field(default="", description="sqlite:///path or postgresql+psycopg://user:password@host/name")
    bucket_url: str = Field(default="", description="file:///path or s3://bucket/prefix: what integrators read")
    store_url: str = Field(
        default="", description="file:///path or s3://bucket/prefix: originals and intermediate results"
    )
    access: str = Field(
        default="", description="TOML file: who may see which documents; empty is the table that comes with kaft"
    )


class S3(_Section):
    """How to reach an S3-compatible store; keys left empty come from the usual AWS places."""

    endpoint: str = Field(default="", description="http(s)://host:port; empty for AWS itself")
    region: str = Field(default="us-east-1", description="region name; most other stores ignore it")
    access_key: SecretStr = Field(default=SecretStr(""), description="better in the environment than in a file")
    secret_key: SecretStr = Field(default=SecretStr(""), description="better in the environment than in a file")
    path_style: bool = Field(
        default=True, description="the bucket stands in the path, not in the host name; a few services want the other"
    )
    encryption: Literal["", "AES256", "aws:kms"] = Field(
        default="", description="server-side encryption of what is written; empty is as the bucket is set"
    )
    kms_key: str = Field(default="", description="key for aws:kms; empty is the bucket's own")
    storage_class: str = Field(default="", description="for instance STANDARD_IA; empty is as the bucket is set")


class Reading(_Section):
    """How pages are read."""

    engine: Literal["both", "tesseract", "paddle"] = Field(
        default="both",
        description="both: PP-OCRv6 reads again what Tesseract did not read surely; tesseract or paddle: one alone",
    )
    languages: str = Field(default="nld", description="Tesseract languages, joined by +: nld, fra, deu ...")
    workers: int = Field(default=0, ge=0, le=256, description="reading processes; 0 is one per core")
    seconds: float = Field(default=300, gt=0, description="the longest a page or a PDF may take")
    passwords: str = Field(
        default="",
        description="file with one password a line for locked PDFs, or a folder with such a .txt file per delivery",
    )
    memory_mb: int = Field(default=4096, ge=512, description="the most memory one reading process may take")


class Trust(_Section):
    """When a value needs no person."""

    calibration: str = Field(
        default="", description="file made by `kaft calibrate`; empty: the one fitted on generated dossiers; none: none"
    )


class Review(_Section):
    """What people look at, and how much of it."""

    four_eyes: tuple[FieldName, ...] = Field(
        default=(), description="fields of which an answer counts only when two people agree; a town may name more"
    )
    sample: float = Field(
        default=0.005, ge=0, le=1, description="share of the accepted values that are asked blindly, to measure errors"
    )
    promise: float = Field(
        default=0.01, gt=0, lt=1, description="the largest share of accepted values of a field that may be wrong"
    )


class Running(_Section):
    """What runs by itself with `kaft up`: where deliveries arrive, how much at once, when something is an alarm."""

    inbox_url: str = Field(
        default="",
        description="folder or s3://bucket/prefix in which deliveries arrive; empty: inbox in the work folder",
    )
    quiet_minutes: float = Field(
        default=10, ge=0, description="a delivery without _READY is taken when nothing has changed for so long"
    )
    deliveries_at_once: int = Field(
        default=1, ge=1, description="deliveries that one worker digitises at the same time"
    )
    lease_seconds: float = Field(
        default=120, ge=1, description="a dossier whose worker gave no sign of life for so long is taken over"
    )
    tries: int = Field(default=3, ge=1, description="a dossier or delivery that failed to end so often is set aside")
    port: int = Field(
        default=4200, ge=0, le=65535, description="port of Prefect's interface on 127.0.0.1; 0: a free one"
    )
    prefect_database_url: str = Field(
        default="", description="postgresql+asyncpg://user:password@host/name; empty: kaft starts a database of its own"
    )
    free_gb: float = Field(
        default=5, ge=0, description="with less room on a disk that kaft writes to, no new delivery is begun: an alarm"
    )
    free_memory_gb: float = Field(
        default=0.5, ge=0, description="with less memory free, no new delivery is begun, and none is taken up again"
    )
    overdue_hours: float = Field(default=24, gt=0, description="a delivery that takes longer raises an alarm")
    backlog: int = Field(default=200, ge=1, description="more dossiers than this waiting for a person raise an alarm")
    most_waiting: int = Field(
        default=1000,
        ge=0,
        description="with more dossiers waiting for a person, no new delivery is begun; 0: no limit",
    )
    retention_days: int = Field(
        default=30, ge=1, description="how long Prefect keeps runs and artifacts; the register keeps everything"
    )
    fixity_nights: int = Field(
        default=28, ge=1, description="in so many nights every original and object is re-read once, a part each night"
    )


class Logging(_Section):
    """What is written to the log: events and codes, never what stands on a page."""

    level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="debug shows every stage")


class Settings(BaseSettings):
    """Everything that can be set. Later sources win: defaults, the file, the environment, the command line."""

    model_config = SettingsConfigDict(
        env_prefix="KAFT_", env_nested_delimiter="__", extra="forbid", frozen=True, toml_file=None
    )

    town: str = Field(
        default="", description="the municipality whose archive this is: mechelen, gent, or the path of a .toml file"
    )
    purpose: str = Field(
        default="",
        description="what dossiers are read for; `kaft reads` shows it with every reading; no names of people",
    )
    places: Places = Places()
    s3: S3 = S3()
    reading: Reading = Reading()
    trust: Trust = Trust()
    review: Review = Review()
    running: Running = Running()
    acceptance: ScanLimits = ScanLimits()
    logging: Logging = Logging()

    @property
    def work(self) -> Path:
        """Return the work folder as an absolute path."""
        return self.places.work.expanduser().absolute()

    @property
    def register_url(self) -> str:
        """Return where the register is: as set, or in the database that `kaft up` made here, or in a file."""
        if self.places.register_url:
            return self.places.register_url
        try:
            return (self.work / "up" / "register.url").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return f"sqlite:///{self.work / 'register.sqlite'}"

    @property
    def inbox_url(self) -> str:
        """Return where deliveries arrive."""
        return self.running.inbox_url or str(self.work / "inbox")

    @property
    def bucket_url(self) -> str:
        """Return where the output bucket is."""
        return self.places.bucket_url or (self.work / "bucket").as_uri()

    @property
    def store_url(self) -> str:
        """Return where originals and intermediate results are."""
        return self.places.store_url or (self.work / "store").as_uri()

    @property
    def worker_count(self) -> int:
        """Return the number of reading processes."""
        return self.reading.workers or len(os.sched_getaffinity(0))


def load(file: Path | None = None, **places: Any) -> Settings:
    """Return the settings; `places` are what the command line said.

    Without a file, the one that KAFT_CONFIG names is taken: `kaft up` passes its own to everything it starts.

    Raises:
        ConfigError: the file is not there, or a setting is wrong; names the setting and what it can be.
    """
    if file is None and (named := os.environ.get("KAFT_CONFIG")):
        file = Path(named)
    if file is not None and not file.is_file():
        raise ConfigError(f"There is no configuration file {file}.", "Leave --config away to use the defaults.")

    class FromFile(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            del dotenv_settings, file_secret_settings
            from_file = _File(settings_cls, toml_file=file, deep_merge=True)
            return (init_settings, env_settings, from_file)

    _check_variables()
    said = {name: value for name, value in places.items() if value is not None}
    given: dict[str, Any] = {"places": said} if said else {}
    try:
        found = FromFile(**given)
    except ValidationError as error:
        lines = [_wrong(found["loc"], found["type"], found["msg"]) for found in error.errors(include_input=False)]
        raise ConfigError(f"A setting is wrong: {'; '.join(lines)}.", _LISTED) from error
    except SettingsError as error:  # a section that is no JSON in the environment
        raise ConfigError("A KAFT_ variable of the environment cannot be read.", "KAFT_READING__SECONDS=60") from error
    except (ValueError, OSError) as error:  # TOML that cannot be read
        raise ConfigError(f"The configuration file {file} cannot be read: {error}.", _TOML) from error
    return Settings.model_construct(**{name: getattr(found, name) for name in Settings.model_fields})


def _check_variables() -> None:
    """Raise ConfigError when a variable of the environment names a setting that is none."""
    unknown = [name for name in os.environ if _names_no_setting(name)]
    if unknown:
        sections = ", ".join(name for name, field in Settings.model_fields.items() if _is_section(field.annotation))
        raise ConfigError(f"There is no setting {', '.join(sorted(unknown))}; a section can be {sections}.", _LISTED)


class _File(TomlConfigSettingsSource):
    """The configuration file, also as Windows writes it: with the mark of UTF-8 in front."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        return tomllib.loads(file_path.read_text(encoding="utf-8-sig"))


def _names_no_setting(variable: str) -> bool:
    """Tell whether a variable of the environment means to be a setting and is of no section."""
    section, two, _ = variable.upper().removeprefix("KAFT_").partition("__")
    return variable.upper().startswith("KAFT_") and bool(two) and section.lower() not in Settings.model_fields


def _is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _wrong(place: tuple[int | str, ...], kind: str, message: str) -> str:
    """Return what is wrong with a setting; for a name that does not exist, the names that do."""
    name = ".".join(map(str, place))
    if kind in {"model_type", "model_attributes_type"}:
        return f"{name} is a section: [{name}] on a line, its settings below it"
    if kind == "tuple_type":
        return f"{name} is a list: [] or, for instance, ['addresses']"
    if kind != "extra_forbidden":
        return f"{name}: {message}"
    section: Any = Settings
    for part in place[:-1]:
        section = section.model_fields[part].annotation
    return f"there is no {name}; it can be {', '.join(section.model_fields)}"
