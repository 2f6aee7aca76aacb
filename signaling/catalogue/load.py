"""From a folder of YAML files to a checked catalogue."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from protocol.catalogue import Catalogue
from signaling.catalogue import parts
from signaling.catalogue.errors import CatalogueError, Mistake
from signaling.catalogue.model import LoadedCatalogue
from signaling.catalogue.nodes import Section, read, section_of, sections_of
from signaling.catalogue.pinyin import initials
from signaling.catalogue.rules import Everything, check

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from protocol.catalogue import Item

    T = TypeVar("T")

PACKAGED = Path(__file__).parent / "data"


def load(path: Path | None = None, *, forms: Collection[str]) -> LoadedCatalogue:
    """Return the catalogue below `path`, the packaged one for None.

    `forms` are the names of the form definitions there are. Raises `CatalogueError` with every mistake.
    """
    folder = PACKAGED if path is None else path
    mistakes: list[Mistake] = []
    everything = Everything(
        jurisdictions=_listed(folder, "jurisdictions.yaml", parts.jurisdiction, mistakes),
        halls=_listed(folder, "halls.yaml", parts.hall, mistakes),
        themes=_listed(folder, "themes.yaml", parts.theme, mistakes),
        items=tuple(parts.item(section) for section in _items(folder, mistakes)),
        seats=_listed(folder, "seats.yaml", parts.seat, mistakes),
        agreements=_listed(folder, "agreements.yaml", parts.agreement, mistakes),
        forms=forms,
    )
    check(everything)
    if mistakes:
        raise CatalogueError(tuple(mistakes))
    return _loaded(everything, version=_version(folder))


def _listed(
    folder: Path, file: str, one: Callable[[Section], parts.Located[T]], mistakes: list[Mistake]
) -> tuple[parts.Located[T], ...]:
    return tuple(one(section) for section in sections_of(read(folder, file, mistakes), mistakes))


def _items(folder: Path, mistakes: list[Mistake]) -> tuple[Section, ...]:
    """Return the sections of `items/`, each filled up from the one it is `like`."""
    files = sorted((folder / "items").glob("*.yaml"))
    if not files:
        mistakes.append(Mistake("items", 0, "no item is there"))
    nodes = [read(folder, f"items/{file.name}", mistakes) for file in files]
    sections = [section for node in nodes if node is not None and (section := section_of(node, mistakes)) is not None]
    models = {section.entries["item"].value: section for section in sections if section.has("item")}
    return tuple(_filled(section, models) for section in sections)


def _filled(section: Section, models: dict[str, Section]) -> Section:
    """Return the section with what it does not say itself taken from its model."""
    if not section.has("like"):
        return section
    model = models.get(section.text("like"))
    if model is None or model.has("like"):
        section.wrong("`like` must name an item that says everything itself", "like")
        return section
    taken = {key: node for key, node in model.entries.items() if key != "item"}
    return Section(
        node=section.node, entries={**taken, **section.entries}, mistakes=section.mistakes, asked=section.asked
    )


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.yaml")):
        digest.update(f"{file.relative_to(folder).as_posix()}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _loaded(everything: Everything, *, version: str) -> LoadedCatalogue:
    wire = Catalogue(
        version=version,
        jurisdictions=tuple(found.value for found in everything.jurisdictions),
        halls=tuple(found.value for found in everything.halls),
        themes=tuple(found.value for found in everything.themes),
        items=_searchable(tuple(found.value for found in everything.items)),
    )
    return LoadedCatalogue(
        wire=wire,
        seats=tuple(found.value for found in everything.seats),
        agreements=tuple(found.value for found in everything.agreements),
    )


def _searchable(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the items with the initials of their names."""
    letters = initials(tuple(text for item in items for text in (item.name.zh, item.short.zh)))
    pairs = zip(letters[::2], letters[1::2], strict=True)
    return tuple(
        msgspec.structs.replace(item, pinyin=f"{name} {short}")
        for item, (name, short) in zip(items, pairs, strict=True)
    )
