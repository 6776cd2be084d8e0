"""Reads what kaft must know about one municipality from `config/<town>.toml`."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import ConfigError
from pipeline.package_data import package_data
from schemas.town import Town

_MANUAL = "docs/towns.md explains the file."


def load_town(setting: str) -> Town | None:
    """Return the town that a setting names: `mechelen`, or the path of a TOML file; an empty setting names none.

    Raises:
        ConfigError: there is no such town or file, or something in it is wrong; says what and what it can be.
    """
    if not setting:
        return None
    file = Path(setting).expanduser()
    if file.suffix != ".toml":
        file = package_data("config") / f"{setting.lower()}.toml"
        if Path(setting).name != setting or not file.is_file():
            raise ConfigError(
                f"There is no town '{setting}'; it can be {', '.join(shipped_towns())}, or the path of a .toml file.",
                _MANUAL,
            )
    return _town(file)


def shipped_towns() -> tuple[str, ...]:
    """Return the names of the towns that come with kaft."""
    return tuple(
        file.stem for file in sorted(package_data("config").glob("*.toml")) if "nis" in tomllib.loads(_text(file))
    )


def _town(file: Path) -> Town:
    try:
        return Town.model_validate(tomllib.loads(_text(file)))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is no TOML: {error}.", _MANUAL) from error
    except ValidationError as error:
        lines = [
            f"{'.'.join(map(str, wrong['loc'])) or 'file'}: {wrong['msg'].removeprefix('Value error, ')}"
            for wrong in error.errors(include_input=False)
        ]
        raise ConfigError(f"Something in {file} is wrong: {'; '.join(lines)}.", _MANUAL) from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The file {file} cannot be read.", "Is it there, and is it UTF-8?") from error
