"""What was found in a received file: what is remembered of it between runs."""

from pipeline.errors import EncryptedScan
from schemas.base import Contract
from schemas.delivery import MediaType, PageImage, Problem


class Received(Contract):
    """A stored file and what its bytes say it is."""

    sha256: str
    media_type: MediaType


class PageInFile(Contract):
    """A page found in a file, with the code of its separator sheet if it is one."""

    image: PageImage
    separator: str | None = None


class FileContent(Contract):
    """What was found in a file: its pages, or why it cannot be used."""

    pages: tuple[PageInFile, ...] = ()
    problem: Problem | None = None

    @property
    def again(self) -> bool:
        """Tell that the file must be tried again in every run: its password may be known by then."""
        return self.problem is not None and self.problem.code == EncryptedScan.code
