"""How to reach an S3-compatible service; apart, so that reading the settings does not load boto3."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class S3Settings:
    """How to reach the service. Without keys boto3 looks where it always does: environment, profile, instance role.

    `endpoint` is None for Amazon itself; `timeout` is in seconds; `attempts` counts the first one too.
    """

    endpoint: str | None = None
    region: str = "us-east-1"
    access_key: str | None = None
    secret_key: str | None = field(default=None, repr=False)
    path_style: bool = True
    attempts: int = 4
    timeout: float = 60.0
