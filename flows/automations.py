"""The automations that ship with kaft: Prefect's own watch over what the flows cannot see of themselves."""

from datetime import timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, DoNothing, RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.exceptions import ObjectNotFound

from flows.alarms import EVENT
from flows.deployments import DELIVERY, POOLS, RECONCILE, ZOMBIE_GUARD, planned
from flows.schedules import EVERY_FIVE_MINUTES, TOLERANCE

SILENCE = timedelta(seconds=120)
"""Heartbeats come every 30 s: after four that did not come, the process is gone."""


def wanted(reconcile: UUID, silence: timedelta = SILENCE) -> tuple[AutomationCore, ...]:
    """Return the automations as they should be; after so much silence the process of a run is gone.

    `reconcile` is the server's id of the deployment `afstemmen`.
    """
    nobody = EventTrigger(
        expect={"prefect.work-pool.not-ready"},
        match=ResourceSpecification({"prefect.resource.name": list(POOLS)}),
        posture=Posture.Reactive,
        threshold=1,
    )
    alarm = EventTrigger(expect={f"{EVENT}.*"}, match=_resource("kaft.*"), posture=Posture.Reactive, threshold=1)
    return (
        AutomationCore(
            name="kaft: run zonder teken van leven",
            description=(
                "Een run waarvan het proces weg is, wordt CRASHED; `afstemmen` hervat het werk. Alleen voor runs met "
                f"het label `{ZOMBIE_GUARD}`: een run die op een nakijker wacht, geeft er ook geen en moet blijven."
            ),
            trigger=_no_heartbeat(silence),
            actions=[ChangeFlowRunState(state=StateType.CRASHED, message="Geen teken van leven meer van het proces.")],
        ),
        AutomationCore(
            name="kaft: gestorven levering",
            description="Een levering waarvan de run stierf, wordt meteen hervat: `afstemmen` wacht niet op zijn uur.",
            trigger=_of(DELIVERY, "prefect.flow-run.Crashed"),
            actions=[RunDeployment(deployment_id=reconcile)],
        ),
        _told("niemand werkt", "Een pool zonder werkende worker.", nobody),
        _told("stilte", "`afstemmen` raakt niet meer af, dus ook de andere alarmen komen niet meer.", _silence()),
        _told("alarm", "Elk alarm van kaft: dode runs, late leveringen, te veel na te kijken, stilte.", alarm),
    )


def _no_heartbeat(silence: timedelta) -> EventTrigger:
    guarded = {"prefect.resource.role": "tag", "prefect.resource.id": f"prefect.tag.{ZOMBIE_GUARD}"}
    return EventTrigger(
        after={"prefect.flow-run.heartbeat"},
        expect={"prefect.flow-run.*"},
        match=_resource("prefect.flow-run.*"),
        match_related=ResourceSpecification(guarded),
        for_each={"prefect.resource.id"},
        posture=Posture.Proactive,
        threshold=1,
        within=silence,
    )


def _of(deployment: str, event: str) -> EventTrigger:
    role = {"prefect.resource.role": "deployment", "prefect.resource.name": deployment}
    return EventTrigger(
        expect={event},
        match=_resource("prefect.flow-run.*"),
        match_related=ResourceSpecification(role),
        posture=Posture.Reactive,
        threshold=1,
    )


def _silence() -> EventTrigger:
    return EventTrigger(
        expect={"prefect.flow-run.Completed"},
        match=_resource("prefect.flow-run.*"),
        match_related=ResourceSpecification(
            {"prefect.resource.role": "deployment", "prefect.resource.name": "afstemmen"}
        ),
        posture=Posture.Proactive,
        threshold=1,
        within=timedelta(seconds=EVERY_FIVE_MINUTES.every * TOLERANCE),
    )


def _told(name: str, description: str, trigger: EventTrigger) -> AutomationCore:
    """Return an automation that only records the event: whom to notify is for people to choose."""
    hint = "Hang hier een eigen melding aan (e-mail, webhook)."
    return AutomationCore(
        name=f"kaft: {name}", description=f"{description} {hint}", trigger=trigger, actions=[DoNothing()]
    )


def install(client: SyncPrefectClient, silence: timedelta = SILENCE) -> None:
    """Create or update the automations; actions that people changed on an existing one are kept."""
    reconcile = client.read_deployment_by_name(planned(RECONCILE).full_name).id
    for automation in wanted(reconcile, silence):
        here = client.read_automations_by_name(automation.name)
        if not here:
            client.create_automation(automation)
            continue
        actions = automation.actions if _goes_nowhere(client, here[0]) else here[0].actions
        kept = automation.model_copy(update={"actions": actions, "enabled": here[0].enabled})
        client.update_automation(here[0].id, kept)


def _goes_nowhere(client: SyncPrefectClient, automation: AutomationCore) -> bool:
    """Tell whether an automation runs a deployment that no longer exists: a redeployed one has another id."""
    for action in automation.actions:
        if isinstance(action, RunDeployment) and action.deployment_id is not None:
            try:
                client.read_deployment(action.deployment_id)
            except ObjectNotFound:
                return True
    return False


def _resource(name: str) -> ResourceSpecification:
    return ResourceSpecification({"prefect.resource.id": name})
