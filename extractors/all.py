"""The extractors that read every page, in one place."""

from extractors.addresses import Addresses
from extractors.dated import Dates
from extractors.names import Names
from extractors.page import Extractor
from extractors.parcels import Parcels
from extractors.permits import Permits
from extractors.places import Places
from extractors.references import References
from extractors.subjects import Subjects
from extractors.town_habits import TownHabits

EXTRACTORS: tuple[Extractor, ...] = (
    Places(), References(), Permits(), Dates(), Addresses(), Parcels(), Names(), Subjects(),
    TownHabits(),
)  # fmt: skip
