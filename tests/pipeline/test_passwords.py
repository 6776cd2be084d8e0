"""Locked PDFs: tried with the passwords that were given, set aside without; no password ever lands anywhere."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipeline.adapters.pdf import locked
from pipeline.adapters.pdf.locked import passwords_in
from pipeline.errors import ConfigError

SECRET = "Zeer geheim wóórd 7"  # noqa: S105  # of a file that is made here
OTHER = "niet dit"


def lock(pdf: bytes, password: str, revision: int) -> bytes:
    """Return a PDF that asks for a password; 4 is AES of 128 bits, 6 AES of 256 bits, 2 the old RC4."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as plain:
        rules = pikepdf.Encryption(owner="eigenaar", user=password, R=revision, aes=revision > 3, metadata=revision > 3)
        plain.save(out, encryption=rules)
    return out.getvalue()


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    file = tmp_path / "wachtwoorden.txt"
    file.write_text(f"{OTHER}\r\n\n{SECRET}\n", encoding="utf-8-sig")
    file.chmod(0o600)
    return file


def test_a_password_is_a_line_and_each_is_tried_once(secrets: Path) -> None:
    assert passwords_in(secrets) == (OTHER, SECRET)
    (secrets.parent / "per").mkdir()
    for name, text in (("levering_02.txt", f"{SECRET}\nb"), ("levering_01.txt", "a "), ("notes.md", "c")):
        (secrets.parent / "per" / name).write_text(text)
        (secrets.parent / "per" / name).chmod(0o600)
    assert passwords_in(secrets.parent / "per") == ("a ", SECRET, "b")


def test_a_file_that_everybody_may_read_is_refused(secrets: Path) -> None:
    secrets.chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        passwords_in(secrets)


@pytest.mark.parametrize("data", [None, b"\xff\xfe\x00bad"])
def test_a_file_of_passwords_that_is_none_is_said_without_its_words(secrets: Path, data: bytes | None) -> None:
    if data is None:
        secrets.unlink()
    else:
        secrets.write_bytes(data)
    with pytest.raises(ConfigError) as raised:
        passwords_in(secrets)
    assert str(secrets) in str(raised.value)
    assert raised.value.__cause__ is None or isinstance(raised.value.__cause__, OSError)


@pytest.mark.parametrize("revision", [2, 4, 6])
@pytest.mark.parametrize("passwords", [(), (OTHER,), (OTHER, SECRET)])
def test_only_the_right_password_opens(
    page: Callable[..., bytes], tmp_path: Path, revision: int, passwords: tuple[str, ...]
) -> None:
    secret = SECRET if revision > 4 else "geheim"  # the older ways know no accents
    file = tmp_path / "locked.pdf"
    file.write_bytes(lock(page(kind="pdf"), secret, revision))
    locked.use(tuple(secret if word == SECRET else word for word in passwords))
    try:
        assert locked.is_locked(file) == (SECRET not in passwords)
        if SECRET in passwords:
            assert locked.password_of(file) == secret
            assert len(locked.drawable(file)) == 1
    finally:
        locked.use(())


def test_a_locked_file_is_set_aside_until_its_password_is_known_and_the_password_stays_nowhere(
    page: Callable[..., bytes], deliver: Callable[..., Path], kaft: Callable[..., Any], secrets: Path, tmp_path: Path,
) -> None:  # fmt: skip
    original = lock(page("Kerkstraat 7", kind="pdf"), SECRET, 6)
    delivery, work = deliver({"D001/0001.pdf": original, "D002/0001.tif": page()}), tmp_path / "work"
    without = kaft("run", delivery, "--work", work, "--json")
    assert without.returncode == 9
    assert [file["problem"]["code"] for file in json.loads(without.stdout)[0]["quarantined"]] == ["encrypted"]

    known = kaft("run", delivery, "--work", work, "--json", "--passwords", secrets, KAFT_LOGGING__LEVEL="debug")
    assert known.returncode == 0, known.stderr
    (report,) = json.loads(known.stdout)
    assert report["quarantined"] == []
    assert [outcome["pages"] for outcome in report["outcomes"]] == [1, 1]
    assert kaft("verify", "--work", work).returncode == 0

    blobs = [path for path in work.rglob("*") if path.is_file()]
    assert original in [path.read_bytes() for path in blobs], "the original is kept locked, as it came"
    (made,) = (work / "bucket").rglob(f"{report['outcomes'][0]['dossier_id']}/v1/dossier.pdf")
    with pikepdf.open(made) as pdf:
        assert not pdf.is_encrypted
        assert len(pdf.pages) == 1
    for where in (known.stdout, known.stderr, *(path.read_bytes().decode("latin-1") for path in blobs)):
        for word in (SECRET, SECRET.encode().decode("latin-1"), OTHER):
            assert word not in where
