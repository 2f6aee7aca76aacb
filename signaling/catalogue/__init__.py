"""Jurisdictions, halls, items and agreements as YAML data, checked at start with all mistakes at once.

- `data/`   the packaged catalogue: `jurisdictions`, `halls`, `themes`, `seats`, `agreements`; `items/` one file each
- `nodes`   YAML to values that know their file and line
- `parts`   one function for each kind of thing in the files
- `rules`   what must hold between them
- `codes`   USCC (GB 32100) and implementation code (GB/T 39554.1)
- `model`   what comes out
"""

from signaling.catalogue.errors import CatalogueError, Mistake
from signaling.catalogue.load import load
from signaling.catalogue.model import Agreement, AgreementItem, LoadedCatalogue, Mode, Power, Seat, Sla

__all__ = [
    "Agreement",
    "AgreementItem",
    "CatalogueError",
    "LoadedCatalogue",
    "Mistake",
    "Mode",
    "Power",
    "Seat",
    "Sla",
    "load",
]
