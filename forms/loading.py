"""The forms, one YAML file each in `definitions/`, and their loader.

A file has `version`, `title` ([简体, 繁體, English]) and `sections`, each a `title` and `fields`, or `use: NAME` for a
section of `shared.yaml` that many forms have. A field's keys are those of `FieldSpec`; `when` is `field=value` or
`field=value|value`; an option is a text or [简体, 繁體, English].
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from forms.errors import DefinitionError, UnknownForm
from forms.reading import read_definition

if TYPE_CHECKING:
    from forms.fields import FormDefinition

_SHARED = "shared.yaml"


def names() -> tuple[str, ...]:
    """Return the names of all forms, sorted."""
    files = (entry.name for entry in resources.files("forms").joinpath("definitions").iterdir())
    return tuple(sorted(name[: -len(".yaml")] for name in files if name.endswith(".yaml") and name != _SHARED))


@cache
def definition(name: str) -> FormDefinition:
    """Return the form of this name; raise `UnknownForm` when there is none."""
    if name not in names():
        raise UnknownForm(name)
    return read_definition(name, _load(f"{name}.yaml"), _load(_SHARED))


def definitions() -> tuple[FormDefinition, ...]:
    """Return all forms, sorted by name."""
    return tuple(definition(name) for name in names())


def _load(file: str) -> dict[str, Any]:
    try:
        loaded = yaml.safe_load(
            resources.files("forms").joinpath("definitions").joinpath(file).read_text(encoding="utf-8")
        )
    except yaml.YAMLError as error:
        raise DefinitionError(file, (str(error),)) from error
    if not isinstance(loaded, dict):
        raise DefinitionError(file, ("not a mapping",))
    return loaded
