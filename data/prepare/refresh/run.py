"""The way of a refresh: fetch, build, compare, ask, keep the set before, swap."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.prepare import manifest
from data.prepare.build import Manifest, build, steps
from data.prepare.changes import Changes, changes
from data.prepare.core.adapter import Order
from data.prepare.core.intake import InputError
from data.prepare.core.publish import published
from data.prepare.refresh import vintages
from data.prepare.refresh.download import Fetched, forget, keep_only
from data.prepare.refresh.one_at_a_time import only_one
from data.prepare.refresh.releases import GROUPS, Fetch, event_files


class Refused(InputError):
    """The new set loses what was known, and nobody agreed to that."""


@dataclass(frozen=True)
class Refreshed:
    """What a refresh fetched and changed; `manifest` and `changes` are None where the publishers have nothing new.

    `replaced` are files of earlier releases, removed because newer ones came.
    """

    files: tuple[Fetched, ...]
    replaced: tuple[Path, ...] = ()
    manifest: Manifest | None = None
    changes: Changes | None = None
    vintage: Path | None = None


@dataclass(frozen=True)
class Wanted:
    """What to refresh: words of GROUPS (empty: all), the set to renew, and the folder for what is fetched; `agreed` as in Order.

    Raises InputError for other words.
    """

    groups: tuple[str, ...]
    out: Path
    curated: Path
    downloads: Path
    today: datetime.date
    agreed: bool = False

    def __post_init__(self) -> None:
        unknown = [name for name in self.groups if name not in GROUPS]
        if unknown:
            raise InputError(f"--refresh {unknown[0]} is no publisher; choose among {', '.join(GROUPS)}")

    @property
    def names(self) -> tuple[str, ...]:
        return self.groups or tuple(GROUPS)

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(table for name in self.names for table in GROUPS[name].tables)


def refresh(
    wanted: Wanted,
    fetch: Fetch,
    agree: Callable[[Changes], bool],
    step: Callable[[str], None] = lambda _: None,
) -> Refreshed:
    """Take in the publishers' newest files. `agree` is asked before a set that loses what was known takes the old one's place.

    Raises InputError, Refused or ContractError; the set before is as it was then.
    """
    manifest.read(wanted.out)
    with only_one(wanted.downloads):
        return _refresh(wanted, fetch, agree, step)


def _refresh(wanted: Wanted, fetch: Fetch, agree: Callable[[Changes], bool], step: Callable[[str], None]) -> Refreshed:
    files: list[Fetched] = []
    for name in wanted.names:
        step(f"Fetching from {name}")
        files += GROUPS[name].find(fetch, wanted.downloads, wanted.today)
    replaced = tuple(keep_only(files))
    if not _differ(files, wanted.out):
        return Refreshed(tuple(files), replaced)
    order = Order(wanted.downloads, wanted.curated, wanted.tables, event_files(files), agreed=wanted.agreed)
    with published(wanted.out) as folder:
        try:
            described = build(order, folder, wanted.out, step)
        except InputError:
            # A server may go on saying that a spoilt file is as before.
            forget(one.path for one in files)
            raise
        found = changes(wanted.out, folder, wanted.tables)
        if found.lost and not agree(found):
            raise Refused(_refusal(found.lost))
        vintage = vintages.keep(wanted.out, wanted.today)
    return Refreshed(tuple(files), replaced, described, found, vintage)


def total_steps(wanted: Wanted) -> int:
    """How often `refresh` will call `step`."""
    return len(wanted.names) + steps(Order(wanted.downloads, wanted.curated, wanted.tables))


def _differ(files: Sequence[Fetched], out: Path) -> bool:
    """Whether any file is another than those that the set was made of."""
    known = {entry["sha256"] for entry in manifest.read(out)["inputs"]}
    return any(one.sha256 not in known for one in files)


def _refusal(lost: Sequence[str]) -> str:
    more = f"; {len(lost) - 1} more are so" if len(lost) > 1 else ""
    return f"the new files lose what was known, first {lost[0]}{more}: look at the changes above, then add --yes to take them in"
