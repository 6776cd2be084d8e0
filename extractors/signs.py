"""Letters as they are compared: lower case, without accents."""

_ACCENTS = str.maketrans("àáâäãåçèéêëìíîïñòóôöõùúûüý", "aaaaaaceeeeiiiinooooouuuuy")


def plain(text: str) -> str:
    """Return text in lower case without accents, of the same length as the composed text."""
    return text.lower().translate(_ACCENTS)
