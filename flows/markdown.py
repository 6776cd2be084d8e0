"""Markdown for the pages and forms that Prefect shows: text from outside stays text."""


def code(text: str) -> str:
    """Return text as Markdown code on one line, whatever characters are in it."""
    clean = " ".join(text.replace("`", " ").replace("|", " ").split())
    return f"`{clean}`" if clean else ""


def plain(text: str) -> str:
    """Return text in which nothing is Markdown, HTML or a link: it may hold what was read on a page."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()#+-!|<>~&" else sign for sign in " ".join(text.split()))
