"""Write a long row of words compactly."""


def row(text: str) -> tuple[str, ...]:
    """Split a row at its spaces; an underscore stands for a space inside a name."""
    return tuple(word.replace("_", " ") for word in text.split())
