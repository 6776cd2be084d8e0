"""Every way in which kaft can fail, each with its exit code and whether trying again may help.

KaftError
├── UsageError           2  what was asked makes no sense together
├── ConfigError          3  a setting is wrong
│   └── RegisterOlder        the bucket has what this register does not know
├── InputError           4  what was delivered cannot be used; the file is quarantined with the reason
│   ├── DeliveryMissing      the delivery is not there, or there is nothing in it
│   ├── UnreadableScan       the bytes are no image or PDF that can be opened
│   ├── EncryptedScan        a password is needed
│   ├── EmptyScan            a file of zero bytes, or without pages
│   ├── UnsupportedScan      a kind of file that holds no scans
│   │   ├── Portfolio        the papers lie in the PDF as files
│   │   ├── LivingForm       what was filled in, one program alone shows
│   │   └── UnknownSamples   pixels in numbers that no decoder here knows
│   ├── ScanTooLarge         more pixels or pages than the limits allow
│   ├── ChangingScan         somebody was still writing to it
│   ├── UnsafeName           a name that could leave the delivery or break a listing
│   ├── AlteredScan          the file is not what the manifest says
│   └── UnusableTable        a file that was given as an official table is none
├── NotFound             4  the dossier or version that was asked for is not in the register
├── AnswerRefused        4  an answer of a reviewer cannot be taken; nothing of it was kept
│   ├── AlreadyAnswered      somebody else was first, or the dossier has changed since it was asked
│   └── UnknownReviewer      the code is nobody's
├── MissingTool          5  a program or language file is not installed
├── ToolFailed           6  a program refused its input
│   └── ToolTimeout          a program did not finish in its time
├── Transient            7  retryable: the next try may succeed
│   ├── ToolCrashed          a reading process died
│   └── ServiceUnavailable   store, bucket or register did not answer
│       └── Unwritable           it cannot be written to: not retried by itself, the run stops
│           ├── DiskFull             there is no room left
│           └── ReadOnly             it may only be read
├── LeaseLost            7  another worker took over the dossier; that one goes on
├── ContractBroken       8  our own output is wrong: a bug
└── BatchIncomplete      9  some dossiers failed or were quarantined
"""

from typing import ClassVar


class KaftError(Exception):
    """The parent of all. `message` says what happened to what, `hint` what to do; both are for an archivist."""

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
    """The register is older than the bucket, or not the one that it belongs to; nothing was written over."""

    code = "register_older"


class UsageError(KaftError):
    """What was asked on the command line makes no sense together."""

    exit_code, code = 2, "usage"


class InputError(KaftError):
    """What was delivered cannot be used as it is."""

    exit_code, code = 4, "input"


class DeliveryMissing(InputError):
    """The delivery is not there, or there is nothing in it."""

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
    """The file is of a kind that holds no scans."""

    code = "unsupported"


class Portfolio(UnsupportedScan):
    """The papers lie in the PDF as files; its pages are a cover."""

    code = "portfolio"


class LivingForm(UnsupportedScan):
    """What was filled in is shown by one program only; the page of the PDF is a notice that says so."""

    code = "living_form"


class UnknownSamples(UnsupportedScan):
    """The pixels of an image are numbers of a kind that no decoder here knows."""

    code = "unknown_samples"


class ScanTooLarge(InputError):
    """The file has more pixels or pages than the limits allow."""

    code = "too_large"


class ChangingScan(InputError):
    """Somebody was still writing to the file while it was taken in."""

    code = "changing"

    def __init__(self) -> None:
        super().__init__(
            "The file changed while it was taken in: it was still being copied.",
            "Run the delivery again when the copy is finished.",
        )


class UnsafeName(InputError):
    """The name could leave the delivery or break a listing."""

    code = "unsafe_name"


class AlteredScan(InputError):
    """The file is not the one the manifest speaks of."""

    code = "altered"


class UnusableTable(InputError):
    """A file that was given as an official table is another one, or broken; what was imported before stays in use."""

    code = "unusable_table"


class NotFound(KaftError):
    """What was asked for is not in the register."""

    exit_code, code = 4, "not_found"


class AnswerRefused(KaftError):
    """What a reviewer answered cannot be taken; nothing of it was kept. The text is Dutch: it is read by stewards."""

    exit_code, code = 4, "answer_refused"


class AlreadyAnswered(AnswerRefused):
    """Somebody else was first, or the dossier has changed since the question was put."""

    code = "already_answered"


class UnknownReviewer(AnswerRefused):
    """The reviewer's code is nobody's."""

    code = "unknown_reviewer"


class MissingTool(KaftError):
    """A program or one of its data files is not installed."""

    exit_code, code = 5, "missing_tool"


class ToolFailed(KaftError):
    """A program refused its input or returned something unusable."""

    exit_code, code = 6, "tool_failed"


class ToolTimeout(ToolFailed):
    """A program did not finish in the time it was given."""

    code = "tool_timeout"


class Transient(KaftError):
    """The next try may succeed."""

    exit_code, code, retryable = 7, "transient", True


class ToolCrashed(Transient):
    """A reading process died, by a fault in a C library or for lack of memory."""

    code = "tool_crashed"


class ServiceUnavailable(Transient):
    """Store, bucket or register did not answer."""

    code = "service_unavailable"


class Unwritable(ServiceUnavailable):
    """Nothing more can be kept until a person acts, so the run stops where it is; the same run then goes on there."""

    code, retryable = "unwritable", False


class DiskFull(Unwritable):
    """There is no room left on a disk, or none within the quota."""

    code = "disk_full"


class ReadOnly(Unwritable):
    """A place that must be written to is read only, perhaps because the system found a fault in its disk."""

    code = "read_only"


class LeaseLost(KaftError):
    """Another worker took over the dossier, because this one gave no sign of life; trying again is not its task."""

    exit_code, code = 7, "lease_lost"


class ContractBroken(KaftError):
    """Our own output is wrong: a bug, never the user's fault."""

    exit_code, code = 8, "contract"


class BatchIncomplete(KaftError):
    """The batch came to its end, but some dossiers failed or files were quarantined."""

    exit_code, code = 9, "batch_incomplete"
