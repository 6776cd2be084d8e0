"""Writes `config/default.toml` from the settings themselves: `python -m pipeline.default_config`."""

import json
from pathlib import Path

from pydantic import BaseModel, SecretStr

from pipeline.settings import Settings

HEAD = """\
# Every setting of kaft with its default. Made by `python -m pipeline.default_config`; copy what you change into a file
# of your own and name it with --config. Each can also be set in the environment: KAFT_READING__WORKERS=4.
"""


def as_toml() -> str:
    """Return all settings with their defaults and what they mean, as TOML."""
    lines = [HEAD]
    for name, field in Settings.model_fields.items():
        section = field.default
        if not isinstance(section, BaseModel):
            lines += [f"# {field.description}", f"{name} = {_value(section)}", ""]
        if isinstance(section, BaseModel):
            lines.append(f"[{name}]")
            for key, setting in type(section).model_fields.items():
                lines += [f"# {setting.description}", f"{key} = {_value(getattr(section, key))}"]
            lines.append("")
    return "\n".join(lines)


def _value(value: object) -> str:
    if isinstance(value, SecretStr | Path):
        value = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
    return json.dumps(value)


if __name__ == "__main__":
    Path("config/default.toml").write_text(as_toml(), encoding="utf-8")
