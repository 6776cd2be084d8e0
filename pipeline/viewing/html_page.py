"""A self-contained HTML page: a template behind a shared head, and a policy on what it may load.

Nothing comes from elsewhere: the content security policy names just the styles and scripts of the page, by digest.
"""

import base64
import hashlib
import re
from importlib.resources import files
from string import Template


def page(template: str, language: str = "nl-BE", **slots: str) -> str:
    """Return a page of one of the templates beside this module, with its slots filled with HTML."""
    folder = files("pipeline.viewing")
    text = "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("page_head.html", template))
    return Template(text).substitute(policy=_policy(text), language=language, **slots)


def _policy(text: str) -> str:
    """Allow just the styles and scripts of the templates, and embedded images."""
    own = {
        element: " ".join(map(_digest, re.findall(f"<{element}>(.*?)</{element}>", text, re.DOTALL))) or "'none'"
        for element in ("style", "script")
    }
    return (
        f"default-src 'none'; img-src data:; style-src {own['style']}; script-src {own['script']}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(part: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"
