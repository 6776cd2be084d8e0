"""The connection to an S3-compatible service, with its errors translated into ours."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
)

from pipeline.adapters.storage.s3_settings import S3Settings
from pipeline.errors import ConfigError, DiskFull, KaftError, NotFound, ServiceUnavailable, ToolFailed

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_POLICY = (
    "Check the keys and the policy of the bucket. Without the right to list it (s3:ListBucket), what is not there is "
    "denied too."
)
_MISSING = frozenset({"NoSuchKey", "NotFound", "404"})
_UNKNOWN_TO_IT = 501
_ELSEWHERE = frozenset({"AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException"})
_CHANGED = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})
_EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "InvalidToken", "TokenRefreshRequired"})
_AGAIN = frozenset({"SlowDown", "RequestTimeout", "BadDigest", "OperationAborted"})
"""Refusals that the next try may not meet; a bad digest is damage on the way."""
_FULL = frozenset({"QuotaExceeded", "InsufficientStorage", "InsufficientCapacity", "XMinioStorageFull"})
_NO_ROOM_LEFT = 507
_LONGEST = 200
"""Letters of what a service says that are repeated."""


_SKEW = dt.timedelta(minutes=15)
"""A service refuses requests whose time differs more from its own."""
_TOO_LARGE = 413
_NO_LIMIT = "Something before the service takes no object of this size: raise the limit of the proxy, or go round it."
_SETTINGS = "Check the settings of [s3]: the endpoint, the keys, encryption and storage class."
_NO_S3 = "Check s3.endpoint: is it the address of the S3 service itself, without a proxy or a login page before it?"


class Changed(ToolFailed):
    """An object is no longer what the condition of a write says."""


def client(settings: S3Settings) -> "S3Client":
    """Return a client that several threads may share; raises ConfigError when the settings make no sense."""
    config = Config(
        signature_version="s3v4",  # else links are signed in a way that newer services refuse
        connect_timeout=min(10.0, settings.timeout),
        read_timeout=settings.timeout,
        retries={"mode": "standard", "total_max_attempts": settings.attempts},
        s3={"addressing_style": "path" if settings.path_style else "virtual"},
        # boto3 would send checksums of its own with every request, in ways that many other services refuse.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    try:
        return boto3.Session().client(
            "s3",
            endpoint_url=settings.endpoint,
            region_name=settings.region,
            aws_access_key_id=settings.access_key,
            aws_secret_access_key=settings.secret_key,
            config=config,
        )
    except (BotoCoreError, ValueError) as error:
        raise ConfigError(f"The S3 settings cannot be used: {error}", "Check the endpoint and the keys.") from error


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Turn what boto3 raises about `url` into NotFound, ConfigError, ServiceUnavailable or ToolFailed."""
    try:
        yield
    except ClientError as error:
        raise _refusal(error, url) from error
    except (NoCredentialsError, PartialCredentialsError, NoRegionError, ProfileNotFound) as error:
        raise ConfigError(f"{url} cannot be used: {error}", "Give the access key and the secret key.") from error
    except RecursionError as error:  # boto3 asks where the bucket is, and is sent there again
        raise ConfigError(
            f"{url} redirects every request to itself.",
            "Check s3.endpoint, s3.region and any proxy before it.",
        ) from error
    except BotoCoreError as error:
        raise ServiceUnavailable(f"{url} does not answer.", "Check the endpoint and the network.") from error


def _refusal(error: ClientError, url: str) -> KaftError:
    code = error.response.get("Error", {}).get("Code", "")
    said = error.response.get("ResponseMetadata", {})
    status, headers = said.get("HTTPStatusCode", 0), said.get("HTTPHeaders", {})
    if code == "NoSuchBucket":
        return ConfigError(f"The bucket of {url} does not exist.", "Create it, or correct the URL.")
    if code in _CHANGED:
        return Changed(f"{url} was changed meanwhile.")
    if code in _MISSING:
        return NotFound(f"{url} is not there.")
    if code in _ELSEWHERE or status in {301, 307}:
        return ConfigError(f"{url} is in another region ({code}).", "Set s3.region, or correct s3.endpoint.")
    if code in _EXPIRED:
        return ConfigError(f"The keys for {url} are no longer valid ({code}).", "Give new keys; then run it again.")
    if code == "RequestTimeTooSkewed" or (status in {401, 403} and _skewed(headers.get("date", ""))):
        return ConfigError(f"The clock of this machine and that of {url} differ too much.", "Set the clock right.")
    if code in _FULL or status == _NO_ROOM_LEFT:
        return DiskFull(f"There is no room left in {url} ({code}).", "Make room there, or have its quota raised.")
    if code.startswith("KMS."):
        return ConfigError(f"The key to encrypt {url} cannot be used ({code}).", "See s3.encryption and s3.kms_key.")
    if status in {401, 403}:
        return ConfigError(f"Access to {url} was denied ({code}).", _POLICY)
    if code in _AGAIN or status == 429 or (status >= 500 and status != _UNKNOWN_TO_IT):
        page = headers.get("content-type", "").startswith("text/html")
        hint = _NO_S3 if page else "Run the same command again when the service can be reached, or is less busy."
        return ServiceUnavailable(f"{url} does not answer as it should ({code}).", hint)
    words = error.response.get("Error", {}).get("Message", "")[:_LONGEST]
    hint = _NO_LIMIT if status == _TOO_LARGE else _SETTINGS
    return ToolFailed(f"The S3 service refused {url} ({f'{code}: {words}' if words else code}).", hint)


def pages(service: "S3Client", url: str, bucket: str, start: str, **asked: str) -> Iterator[dict[str, Any]]:
    """Give a listing, page by page; raises ConfigError when the service ends it before its end.

    `start` is what the keys begin with, `url` what errors call the place.
    """
    listing: Any = service.get_paginator("list_objects_v2")
    with translated(url):
        for page in listing.paginate(Bucket=bucket, Prefix=start, **asked):
            if "IsTruncated" not in page:  # what no service leaves out: a page of another kind is no empty bucket
                raise no_s3(url)
            if page["IsTruncated"] and not page.get("NextContinuationToken"):  # boto3 would call this the end
                raise ConfigError(
                    f"The service of {url} lists a part of what is there and does not say how to go on.",
                    "kaft needs a service that knows ListObjectsV2.",
                )
            yield page


def no_s3(url: str) -> ServiceUnavailable:
    """Return the error for what says that all went well, and is no answer of an S3 service."""
    return ServiceUnavailable(f"{url} does not answer as an S3 service does.", _NO_S3)


def _skewed(date: str) -> bool:
    """Tell whether the time of an answer is too far from ours: a refusal without a body says nothing else of it."""
    try:
        then = parsedate_to_datetime(date)
    except ValueError:
        return False
    return abs(dt.datetime.now(dt.UTC) - (then if then.tzinfo else then.replace(tzinfo=dt.UTC))) > _SKEW
