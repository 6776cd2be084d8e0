"""Resolves what somebody calls a dossier to the one dossier they mean."""

from pipeline.acts import standing
from pipeline.errors import NotFound
from pipeline.names import tidy
from pipeline.ports import Register


def one_id(register: Register, name: str) -> str:
    """Return the id of the dossier that is meant.

    Raises:
        NotFound: nobody is called so, or several are: names them.
    """
    ids = register.resolve_name(name)
    if not ids:
        raise NotFound(f"No dossier is called '{tidy(name)}'.", "`kaft status` lists them, `kaft find` searches them.")
    if len(ids) > 1:
        choice = ", ".join(ids[:10])
        raise NotFound(f"{len(ids)} dossiers may be meant by '{tidy(name)}': {choice}.", "Name one by its id.")
    # A part that came in a later delivery has no record of its own: it is in that of its dossier.
    return standing(register.history(ids[0])).home(ids[0]) if register.current(ids[0]) is None else ids[0]
