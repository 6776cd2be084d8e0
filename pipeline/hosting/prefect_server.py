"""How `kaft up` configures Prefect's server: where it stores data, for how long, and how it writes."""

from collections.abc import Mapping
from pathlib import Path

IN_BUNCHES: Mapping[str, str] = {
    # By itself it writes each state of each task in a transaction of its own: 20 statements, five sixths of its CPU.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "100",
    # Seconds until an unfilled bunch is written; Prefect cuts fractions off, and none at all would never rest.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "1",
}
"""Task runs and events go into the database many at a time, and a second after they came at the latest."""


def environment(folder: Path, url: str, login: str, database: str, days: int) -> dict[str, str]:
    """Return the environment of the server: its own files in `folder`, asked at `url` with `user:password`.

    It forgets runs after so many days, and events after a week at the latest.
    """
    return {
        "PREFECT_SERVER_API_AUTH_STRING": login,
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_UI_API_URL": f"{url}/api",
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(folder / "prefect-ui"),
        # In memory they would be lost with the server, and the place of a run that died then never given free.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": f"P{days}D",
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": f"P{min(days, 7)}D",
        **IN_BUNCHES,
    }
