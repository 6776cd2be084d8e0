"""Letters in the form used for comparison: lower case, no accents."""

_ACCENTS = str.maketrans("àáâäãåçèéêëìíîïñòóôöõùúûüý", "aaaaaaceeeeiiiinooooouuuuy")


def plain(text: str) -> str:
    """Return text in lower case without accents, of the same length as the composed text."""
    return text.lower().translate(_ACCENTS)
