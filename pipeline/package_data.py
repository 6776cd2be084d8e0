"""Finds the data folders `config` and `samples`, in a checkout and in an installed package."""

from pathlib import Path

from pipeline.errors import MissingTool


def package_data(name: str) -> Path:
    """Return the folder `config` or `samples`.

    Raises:
        MissingTool: the installation is not complete.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / f"_{name}", here.parent / name):
        if folder.is_dir():
            return folder
    raise MissingTool(f"The folder '{name}' of kaft is missing.", "Install kaft again.")
