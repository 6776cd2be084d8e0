"""Who hands packages over to an archive."""

from typing import NamedTuple


class Submitter(NamedTuple):
    """Who hands the packages over: its name, and the code by which the repository knows it, where it has one."""

    name: str
    code: str = ""
