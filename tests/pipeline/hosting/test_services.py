"""What `kaft up` decides before it starts anything."""

import socket
from pathlib import Path

import pytest

from pipeline import bootstrap
from pipeline.adapters.processes.loopback import free_port, is_free, look_whether_it_runs
from pipeline.errors import ServiceUnavailable
from pipeline.hosting.prefect_server import IN_BUNCHES
from pipeline.hosting.services import in_use
from pipeline.settings import load
from schemas.delivery import Delivery


def test_an_empty_register_in_a_file_keeps_nobody_from_the_database(tmp_path: Path) -> None:
    settings = load(work=tmp_path)
    assert not in_use(settings)

    with bootstrap.open_register(settings):  # as `kaft doctor` and `kaft status` do
        pass
    assert (tmp_path / "register.sqlite").exists()
    assert not in_use(settings)

    with bootstrap.open_register(settings) as books:
        books.register.receive(
            Delivery(name="levering_01", dossiers=(), quarantined=(), files_received=0, pages_received=0)
        )
    assert in_use(settings)


def test_a_register_whose_database_does_not_run_says_what_to_do(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "up").mkdir()
    (tmp_path / "up" / "register.url").write_text(f"postgresql+psycopg://kaft:x@127.0.0.1:{port}/register")

    settings = load(work=tmp_path)

    with pytest.raises(ServiceUnavailable, match="that does not run") as told, bootstrap.open_register(settings):
        pass

    assert "kaft up" in told.value.hint
    with socket.create_server(("127.0.0.1", port)):
        look_whether_it_runs(settings)


def test_a_port_is_none_that_a_connection_may_be_given_meanwhile() -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)
        with socket.create_connection(("127.0.0.1", port)) as connection:
            assert connection.getsockname()[1] > port
        assert port != free_port()


def test_operators_with_a_prefect_of_their_own_are_told_the_same() -> None:
    lines = (Path(__file__).parents[3] / "docs" / "operations.md").read_text(encoding="utf-8").splitlines()
    assert {f"{name}={value}" for name, value in IN_BUNCHES.items()} <= set(lines)
