"""How to reach an S3-compatible service; in a module of its own, so that reading settings does not load boto3."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class S3Settings:
    """How to reach the service. Without keys boto3 looks where it always does: environment, profile, instance role.

    `endpoint` is None for Amazon itself; `timeout` is in seconds; `attempts` counts the first one too. `encryption` is
    `AES256` or `aws:kms`, the latter perhaps with a `key_id`; None leaves both that and the class to the bucket.
    """

    endpoint: str | None = None
    region: str = "us-east-1"
    access_key: str | None = None
    secret_key: str | None = field(default=None, repr=False)
    path_style: bool = True
    attempts: int = 4
    timeout: float = 60.0
    encryption: str | None = None
    key_id: str | None = field(default=None, repr=False)
    storage_class: str | None = None

    def extra(self) -> dict[str, str]:
        """Return what is said of every object that is written: how it is encrypted, and in which storage class."""
        named = {
            "ServerSideEncryption": self.encryption, "SSEKMSKeyId": self.key_id, "StorageClass": self.storage_class,
        }  # fmt: skip
        return {name: value for name, value in named.items() if value}
