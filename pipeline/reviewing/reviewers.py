"""Who answers: short codes checked against a small table of hashes.

A code is `name-secret`: the name is kept with every answer, of the secret only a salted hash. This says who answered
among colleagues who share one password. It is no login: whoever knows a code can use it, nothing locks after wrong
tries, and a code typed into a form passes through Prefect's database until the answer is taken.
"""

import hashlib
import hmac
import re
import secrets

from pipeline.errors import AnswerRefused, UnknownReviewer
from pipeline.ports.reviews import ReviewBook
from schemas.reviews import Reviewer

NAME = re.compile(r"[a-z][a-z0-9]{1,11}")
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without signs that are taken for each other."""
_SECRET = 6


def enrolled(name: str) -> tuple[Reviewer, str]:
    """Return a new reviewer and the code, which is shown once and kept nowhere.

    Raises:
        AnswerRefused: the name is not 2 to 12 small letters and digits.
    """
    if not NAME.fullmatch(name):
        raise AnswerRefused(
            "A reviewer's name is 2 to 12 small letters and digits, a letter first.", "For example 'mv' or 'student3'."
        )
    salt = secrets.token_hex(8)
    secret = "".join(secrets.choice(_SIGNS) for _ in range(_SECRET))
    return Reviewer(name=name, salt=salt, hash=_hash(secret, salt)), f"{name}-{secret}"


def who(code: str, book: ReviewBook) -> str:
    """Return the name behind a code; raises UnknownReviewer."""
    name, _, secret = code.strip().lower().partition("-")
    known = next((person for person in book.reviewers() if person.name == name and person.active), None)
    right = hmac.compare_digest(_hash(secret, known.salt), known.hash) if known else False
    if known is None or not right:
        raise UnknownReviewer(
            "Deze nakijkerscode is niet bekend.", "Kijk uw code na; `kaft review reviewers` beheert de codes."
        )
    return known.name


def _hash(secret: str, salt: str) -> str:
    return hashlib.scrypt(secret.encode(), salt=bytes.fromhex(salt), n=2**12, r=8, p=1).hex()
