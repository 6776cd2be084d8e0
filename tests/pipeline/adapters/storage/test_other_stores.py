"""S3 services other than Amazon's: what they do not know is left, and the bucket is the same in the end."""

import datetime as dt
import ipaddress
import os
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pipeline.adapters.storage.inboxes import look
from pipeline.adapters.storage.objects import S3Bucket, S3Inbox, S3Store
from pipeline.errors import ConfigError, ServiceUnavailable, ToolFailed
from tests.pipeline.adapters.storage.odd_stores import Oddity, serving

CHECKSUM = "x-amz-checksum-sha256"
CONDITIONS = ("If-Match", "If-None-Match")
CHUNKED = {"Content-Encoding=aws-chunked": (501, "NotImplemented"), "x-amz-trailer": (501, "NotImplemented")}
ODDITIES = {
    "like Amazon's": Oddity(),
    "ignores conditions": Oddity(ignores=CONDITIONS),
    "knows only whether it is there": Oddity(ignores=("If-Match",)),
    "refuses conditions with 501": Oddity(refuses=dict.fromkeys(CONDITIONS, (501, "NotImplemented"))),
    "refuses conditions with 400": Oddity(refuses=dict.fromkeys(CONDITIONS, (400, "InvalidArgument"))),
    "weak tags that it does not take back": Oddity(weak_tags=True),
    "tags of its own": Oddity(own_tags=True),
    "refuses SHA-256 with 400": Oddity(refuses={CHECKSUM: (400, "InvalidArgument")}),
    "refuses SHA-256 with 501": Oddity(refuses={CHECKSUM: (501, "NotImplemented")}),
    "refuses to name an algorithm": Oddity(refuses={"x-amz-checksum-algorithm": (400, "InvalidRequest")}),
    "knows neither": Oddity(refuses={CHECKSUM: (400, "InvalidArgument"), "If-None-Match": (501, "NotImplemented")}),
    "no digest behind the data": Oddity(refuses=CHUNKED),
    "its own region": Oddity(region="garage"),
    "not at the root of its host": Oddity(base="/storage/s3"),
    "small pages": Oddity(page=2),
    "nothing to take away is an error": Oddity(missing_delete=404),
}  # fmt: skip
WRITTEN = {"out/v1/a b+é.json": b"{}", "out/v1/latest.json": b"2"}
LARGE = os.urandom((16 << 20) + 5)


def certificate(folder: Path) -> Path:
    """Write a certificate for 127.0.0.1 and its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    own = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(own, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    form, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path = folder / "own.pem"
    path.write_bytes(key.private_bytes(form, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(form))
    return path


def use(bucket: S3Bucket, folder: Path) -> None:
    """Do with a bucket everything that kaft does with one."""
    (folder / "large.pdf").write_bytes(LARGE)
    (folder / "small.pdf").write_bytes(b"small")
    bucket.put("v1/a b+é.json", b"{}", "application/json")
    bucket.put_file("v1/large.pdf", folder / "large.pdf", "application/pdf")
    bucket.put_file("v1/small.pdf", folder / "small.pdf", "application/pdf")
    assert bucket.put_instead("v1/latest.json", b"1", None)
    assert not bucket.put_instead("v1/latest.json", b"0", None)
    assert not bucket.put_instead("v1/latest.json", b"0", b"7")
    assert bucket.put_instead("v1/latest.json", b"2", b"1")

    assert bucket.get("v1/large.pdf") == LARGE
    assert bucket.get("v1/small.pdf") == b"small"
    assert (bucket.exists("v1/small.pdf"), bucket.exists("v1/none")) == (True, False)
    assert list(bucket.keys("v1/l")) == ["v1/large.pdf", "v1/latest.json"]
    assert list(bucket.keys("v1/")) == sorted(bucket.keys("")) != []
    for _ in range(2):
        bucket.remove("v1/large.pdf")
        bucket.remove("v1/small.pdf")


@pytest.mark.parametrize("odd", ODDITIES.values(), ids=list(ODDITIES))
def test_the_bucket_is_the_same_on_every_service(odd: Oddity, tmp_path: Path) -> None:
    with serving(odd) as settings:
        use(S3Bucket("b", "out", settings), tmp_path)

        assert {key: odd.objects[key] for key in odd.objects if "verification" not in key} == WRITTEN
        assert odd.parts == {}
        assert "content-md5" in odd.seen


@pytest.mark.parametrize(
    "odd",
    [Oddity(refuses=CHUNKED), Oddity(refuses=CHUNKED | {CHECKSUM: (400, "InvalidArgument")})],
    ids=["", "no SHA-256"],
)
def test_over_tls_nothing_goes_behind_the_data_either(
    odd: Oddity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over TLS boto3 by itself would send its checksum behind the data, in a form that many services refuse."""
    own = certificate(tmp_path)
    monkeypatch.setenv("AWS_CA_BUNDLE", str(own))
    with serving(odd, own) as settings:
        use(S3Bucket("b", "out", settings), tmp_path)

    assert {key: odd.objects[key] for key in odd.objects if "verification" not in key} == WRITTEN
    assert "x-amz-trailer" not in odd.seen


def test_store_and_inbox_are_the_same_too(tmp_path: Path) -> None:
    odd = Oddity(refuses={CHECKSUM: (400, "InvalidArgument"), **CHUNKED}, base="/s3", page=1, missing_delete=404)
    (tmp_path / "0001.tif").write_bytes(LARGE)
    with serving(odd) as settings:
        store = S3Store("b", "store", settings, cache=tmp_path / "cache")
        blob, scan = store.put(b"x"), store.put_file(tmp_path / "0001.tif")
        odd.objects |= {"in/l1/D1/0001.tif": b"a", "in/l1/D1/0002.tif": b"b", "in/l1/": b""}
        inbox = S3Inbox("b", "in/l1", settings)

        assert (store.get(blob), store.get(scan)) == (b"x", LARGE)
        assert S3Store("b", "store", settings, cache=tmp_path / "other").local(scan).read_bytes() == LARGE
        assert inbox.files() == ("D1/0001.tif", "D1/0002.tif")


def test_a_service_that_takes_nothing_says_so_and_leaves_no_parts(tmp_path: Path) -> None:
    odd = Oddity(refuses={"Content-MD5": (400, "InvalidArgument")})
    (tmp_path / "large.pdf").write_bytes(LARGE)
    with serving(odd) as settings:
        bucket = S3Bucket("b", "out", settings)
        calls: tuple[Callable[[], object], ...] = (
            lambda: bucket.put("a", b"x"), lambda: bucket.put_file("a", tmp_path / "large.pdf"),
        )  # fmt: skip
        for call in calls:
            with pytest.raises(ToolFailed, match="InvalidArgument"):
                call()
    assert (odd.objects, odd.parts) == ({}, {})


def test_the_wrong_region_is_a_wrong_setting() -> None:
    with serving(Oddity(region="garage")) as settings, pytest.raises(ConfigError, match=r"s3\.region"):
        S3Bucket("b", "out", replace(settings, region="eu-west-1")).put("a", b"x")


def test_a_write_that_was_not_kept_as_it_was_sent_is_an_error_that_may_pass() -> None:
    odd = Oddity(halves=1)
    with serving(odd) as settings:
        bucket = S3Bucket("b", "out", settings)
        with pytest.raises(ServiceUnavailable, match="not kept as it was sent"):
            bucket.put("v1/record.json", b"{'a': 1}")
        bucket.put("v1/record.json", b"{'a': 1}")

        assert bucket.get("v1/record.json") == b"{'a': 1}"


def test_what_a_store_with_tags_of_its_own_has_is_not_written_again(tmp_path: Path) -> None:
    odd = Oddity(own_tags=True)
    with serving(odd) as settings:
        store = S3Store("b", "store", settings, cache=tmp_path)
        sha256 = store.put(b"scan")
        odd.refuses = {"Content-MD5": (403, "AccessDenied")}  # every write

        assert store.put(b"scan") == sha256


def test_a_listing_that_ends_in_the_middle_is_no_listing() -> None:
    """What lists in the first way gives a thousand names and no word how to go on: pages would be missed unsaid."""
    odd = Oddity(lists_v1=True, page=2)
    with serving(odd) as settings:
        odd.objects |= {f"in/l1/D1/{number:04}.tif": b"x" for number in range(5)}
        calls: tuple[Callable[[], object], ...] = (
            lambda: S3Inbox("b", "in/l1", settings).files(),
            lambda: look("s3://b/in", settings),
            lambda: list(S3Bucket("b", "in", settings).folders("l1/D1/")),
        )
        for call in calls:
            with pytest.raises(ConfigError, match="does not say how to go on"):
                call()


def test_a_large_object_of_which_a_part_was_lost_is_not_taken_for_whole(tmp_path: Path) -> None:
    (tmp_path / "large.pdf").write_bytes(LARGE)
    with serving(Oddity(loses=2)) as settings:
        bucket = S3Bucket("b", "out", settings)
        with pytest.raises(ServiceUnavailable, match="not kept as it was sent"):
            bucket.put_file("v1/large.pdf", tmp_path / "large.pdf")


def test_the_bucket_may_stand_in_the_name_of_the_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *more, **named: find("127.0.0.1", *more, **named))
    odd = Oddity(hosted=True)
    with serving(odd) as settings:
        named = replace(settings, endpoint=str(settings.endpoint).replace("127.0.0.1", "s3.example"), path_style=False)
        odd_bucket = S3Bucket("bucket", "out", named)
        use(odd_bucket, tmp_path)

    assert {key for key in odd.objects if "verification" not in key} == set(WRITTEN)


def test_a_proxy_that_lets_nothing_large_through_is_named() -> None:
    with serving(Oddity(longest=1000)) as settings, pytest.raises(ToolFailed, match="413") as told:
        S3Bucket("b", "out", settings).put("v1/record.json", b"x" * 2000)

    assert "proxy" in told.value.hint
