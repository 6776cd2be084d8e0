"""A town is set by a name or by a file of its own."""

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.settings import load
from pipeline.town_file import load_town, shipped_towns

GOOD = 'name = "Testdorp"\nnis = "99001"\n[[numbers]]\nshape = "{nr}/{year}"\nexamples = ["1/1940"]\n'


def test_every_town_that_is_shipped_can_be_read() -> None:
    towns = [load_town(name) for name in shipped_towns()]
    assert {"Gent", "Mechelen"} <= {town.name for town in towns if town}


def test_no_setting_is_no_town() -> None:
    assert load_town("") is None


def test_a_path_is_a_town(tmp_path: Path) -> None:
    file = tmp_path / "testdorp.toml"
    file.write_text("\ufeff" + GOOD, encoding="utf-8")
    town = load_town(str(file))
    assert town is not None
    assert (town.name, town.municipality.nis) == ("Testdorp", "99001")


def test_the_town_comes_from_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kaft.toml"
    file.write_text('town = "gent"\n[reading]\nworkers = 1\n', encoding="utf-8")
    assert load(file).town == "gent"
    monkeypatch.setenv("KAFT_TOWN", "mechelen")
    assert load(file).town == "mechelen"


@pytest.mark.parametrize("name", ["nergens", "../mechelen", "default", ".", "/"])
def test_a_town_that_is_not_there_lists_those_that_are(name: str) -> None:
    if name == "default":  # a file of settings, no town
        with pytest.raises(ConfigError, match="nis: Field required"):
            load_town(name)
        return
    with pytest.raises(ConfigError, match="gent, mechelen"):
        load_town(name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "is no TOML"),
        ('name = "Testdorp"\n', "nis: Field required"),
        ('name = "Testdorp"\nnis = "1"\n', "nis: String should match"),
        (GOOD.replace("{nr}/{year}", "{nummer}"), "numbers.0.shape: '{nummer}' cannot be read"),
        (GOOD.replace("1/1940", "1940"), "does not have the shape"),
        (GOOD + "years = [1960, 1950]\n", "write the earlier one first"),
        (GOOD + "jaren = [1950, 1960]\n", "numbers.0.jaren: Extra inputs"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "testdorp.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_town(str(file))
    assert said in str(raised.value)


def test_a_file_that_is_not_there_or_is_no_text_is_a_setting_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("a.toml", "b.toml"):
        with pytest.raises(ConfigError, match="cannot be read"):
            load_town(str(tmp_path / name))
