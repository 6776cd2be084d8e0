"""Seeded choices that keep the held-out wordings, layouts and fonts apart from the open ones."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

HELD_OUT = "~"


class Dice:
    """A source of repeatable chance.

    Args:
        seed: any text; the same text gives the same choices.
        held_out: take the options marked with a leading "~" instead of those without.
    """

    def __init__(self, seed: str, *, held_out: bool = False) -> None:
        self.seed = seed
        self.held_out = held_out
        self._random = random.Random(seed)

    def child(self, name: str) -> "Dice":
        """Return an independent source, so that a change in one page leaves the others as they were."""
        return Dice(f"{self.seed}/{name}", held_out=self.held_out)

    def pick(self, options: Sequence[str]) -> str:
        """Choose one text; with `held_out` one of those marked "~", if there are any."""
        marked = [option[1:] for option in options if option.startswith(HELD_OUT)]
        usual = [option for option in options if not option.startswith(HELD_OUT)]
        pool = marked if marked and (self.held_out or not usual) else usual
        return self._random.choice(pool)

    def several(self, options: Sequence[str], count: int) -> list[str]:
        """Choose `count` different texts, in the order in which they stand."""
        marked = [option[1:] for option in options if option.startswith(HELD_OUT)]
        usual = [option for option in options if not option.startswith(HELD_OUT)]
        pool = usual + marked if self.held_out else usual
        chosen = sorted(self._random.sample(range(len(pool)), min(count, len(pool))))
        return [pool[index] for index in chosen]

    def weighted(self, options: dict[str, float]) -> str:
        """Choose a key in proportion to its weight."""
        return self._random.choices(list(options), list(options.values()))[0]

    def chance(self, probability: float) -> bool:
        """Say yes with this probability."""
        return self._random.random() < probability

    def between(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return self._random.randint(low, high)

    def uniform(self, low: float, high: float) -> float:
        """Return a number between two ends."""
        return self._random.uniform(low, high)

    def day(self, year: int) -> date:
        """Return a day of the year."""
        return date(year, 1, 1) + timedelta(days=self.between(0, 364))

    def later(self, start: date, low: int, high: int) -> date:
        """Return a working day, `low` to `high` days after `start`."""
        day = start + timedelta(days=self.between(low, high))
        return day + timedelta(days=max(0, 7 - day.isoweekday()) if day.isoweekday() > 5 else 0) if low >= 0 else day

    def bits(self) -> int:
        """Return a seed for another generator."""
        return self._random.getrandbits(63)
