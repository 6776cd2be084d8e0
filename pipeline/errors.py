"""Every way in which kaft can fail, each with its exit code and whether trying again may help.

KaftError
├── UsageError           2  the command line asks for something that cannot be done
├── ConfigError          3  a setting is wrong
│   └── RegisterOlder        the bucket holds something that this register does not know
├── InputError           4  a file cannot be used; one of a delivery goes to quarantine with the reason
│   ├── DeliveryMissing      the delivery does not exist, or is empty
│   ├── UnreadableScan       the bytes are no image or PDF that can be opened
│   ├── EncryptedScan        a password is needed
│   ├── EmptyScan            a file of zero bytes, or without pages
│   ├── UnsupportedScan      a kind of file that holds no scans
│   │   ├── Portfolio        the documents are attached to the PDF; its pages are only a cover
│   │   ├── LivingForm       only one program can show what was filled in
│   │   ├── UnknownSamples   pixel values in a format that no decoder here knows
│   │   └── UnknownPacking   pixels packed in a way that no decoder here knows
│   ├── ScanTooLarge         more pixels or pages than the limits allow
│   ├── GluedScan            another file lies behind the scan in the same file
│   ├── ChangingScan         the file was still being written
│   ├── UnsafeName           a name that could lead out of the delivery or break a listing
│   ├── AlteredScan          the file is not the one that the manifest describes
│   └── UnusableTable        a file given as an official table is not one
├── NotFound             4  the dossier or version is not in the register
├── AnswerRefused        4  a reviewer's answer cannot be accepted; nothing of it was kept
│   ├── AlreadyAnswered      somebody else answered first, or the dossier has changed since
│   └── UnknownReviewer      nobody has this reviewer's code
├── MissingTool          5  a program or language file is not installed
├── ToolFailed           6  a program refused its input
│   └── ToolTimeout          a program did not finish in time
├── Transient            7  the next try may succeed; a run tries again by itself
│   ├── ToolCrashed          a reading process died
│   └── ServiceUnavailable   store, bucket or register did not answer
│       └── Unwritable           nothing can be written there: not tried again, the run stops
│           ├── DiskFull             the disk is full
│           └── ReadOnly             the place is read-only
├── LeaseLost            7  another worker took over the dossier and goes on with it
├── ContractBroken       8  our own output is wrong: a bug
└── BatchIncomplete      9  some dossiers failed, or some files went to quarantine
"""

from typing import ClassVar


class KaftError(Exception):
    """The parent of all errors. `message` says what went wrong, `hint` what to do. An archivist reads both."""

    exit_code: ClassVar[int] = 1
    retryable: ClassVar[bool] = False
    code: ClassVar[str] = "kaft"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ConfigError(KaftError):
    """A setting is wrong or a configuration file is missing."""

    exit_code, code = 3, "config"


class RegisterOlder(ConfigError):
    """The register is older than the bucket, or belongs to another bucket. Nothing was overwritten."""

    code = "register_older"


class UsageError(KaftError):
    """The command line asks for what cannot be done: a word of it is wrong or missing, or two exclude each other."""

    exit_code, code = 2, "usage"


class InputError(KaftError):
    """A file that was delivered or given cannot be used as it is."""

    exit_code, code = 4, "input"


class DeliveryMissing(InputError):
    """The delivery does not exist, or is empty."""

    code = "delivery_missing"


class UnreadableScan(InputError):
    """The bytes are no image or PDF that can be opened."""

    code = "unreadable"


class EncryptedScan(InputError):
    """A password is needed to open the file."""

    code = "encrypted"


class EmptyScan(InputError):
    """The file has no bytes or no pages."""

    code = "empty"


class UnsupportedScan(InputError):
    """Files of this kind hold no scans."""

    code = "unsupported"


class Portfolio(UnsupportedScan):
    """The documents are attached to the PDF as files; its own pages are only a cover."""

    code = "portfolio"


class LivingForm(UnsupportedScan):
    """Only one program can show what was filled in; the page of the PDF is a notice that says so."""

    code = "living_form"


class UnknownSamples(UnsupportedScan):
    """The pixel values of the image are in a format that no decoder here knows."""

    code = "unknown_samples"


class UnknownPacking(UnsupportedScan):
    """The pixels of the image are packed in a way that no decoder here knows."""

    code = "unknown_packing"


class ScanTooLarge(InputError):
    """The file has more pixels or pages than the limits allow."""

    code = "too_large"


class GluedScan(InputError):
    """Another file lies behind the scan in the same file: programs show one of them."""

    code = "glued_files"


class ChangingScan(InputError):
    """The file was still being written while kaft took it in."""

    code = "changing"

    def __init__(self) -> None:
        super().__init__(
            "The file changed while it was taken in: it was still being copied.",
            "Run the delivery again when the copy is finished.",
        )


class UnsafeName(InputError):
    """The name could lead out of the delivery or break a listing."""

    code = "unsafe_name"


class AlteredScan(InputError):
    """The file is not the one that the manifest describes."""

    code = "altered"


class UnusableTable(InputError):
    """A file given as an official table is not one, or is damaged. What was imported before stays in use."""

    code = "unusable_table"


class NotFound(KaftError):
    """What was asked for is not in the register."""

    exit_code, code = 4, "not_found"


class AnswerRefused(KaftError):
    """A reviewer's answer cannot be accepted; nothing of it was kept. The text is Dutch, for stewards read it."""

    exit_code, code = 4, "answer_refused"


class AlreadyAnswered(AnswerRefused):
    """Somebody else answered first, or the dossier has changed since the question was asked."""

    code = "already_answered"


class UnknownReviewer(AnswerRefused):
    """Nobody has this reviewer's code."""

    code = "unknown_reviewer"


class MissingTool(KaftError):
    """A program or one of its data files is not installed."""

    exit_code, code = 5, "missing_tool"


class ToolFailed(KaftError):
    """A program refused its input or returned something unusable."""

    exit_code, code = 6, "tool_failed"


class ToolTimeout(ToolFailed):
    """A program did not finish in the time that it was given."""

    code = "tool_timeout"


class Transient(KaftError):
    """The next try may succeed; a run tries again by itself."""

    exit_code, code, retryable = 7, "transient", True


class ToolCrashed(Transient):
    """A reading process died, because of a fault in a C library or a lack of memory."""

    code = "tool_crashed"


class ServiceUnavailable(Transient):
    """Store, bucket or register did not answer."""

    code = "service_unavailable"


class Unwritable(ServiceUnavailable):
    """Nothing can be written until a person acts, so the run stops. Run again, it continues from there."""

    code, retryable = "unwritable", False


class DiskFull(Unwritable):
    """The disk or its quota is full."""

    code = "disk_full"


class ReadOnly(Unwritable):
    """A place that kaft must write to is read-only, perhaps because the system found a fault in its disk."""

    code = "read_only"


class LeaseLost(KaftError):
    """Another worker took over the dossier, because this one gave no sign of life. This one must not try again."""

    exit_code, code = 7, "lease_lost"


class ContractBroken(KaftError):
    """kaft's own output is wrong: a bug, never the user's fault."""

    exit_code, code = 8, "contract"


class BatchIncomplete(KaftError):
    """The run reached its end, but some dossiers failed or some files went to quarantine."""

    exit_code, code = 9, "batch_incomplete"
