"""Forms and official papers: the fields of each form, defined once for screen and paper, and their pages as PDF.

- `fields`       what a field is; `rules` what its value may be (GB 11643 and the other identifiers in `identifiers`)
- `definitions/` one YAML file per form; `loading` and `reading` make definitions of them
- `filling`      what is shown, what is missing, what the card already tells
- `paper_data`   what a paper is made from; `papers` `render(name, data)` → PDF bytes
- `templates/`   one file per paper
- `layout/`      page, text, tables, fonts: the only road by which text reaches reportlab
- `fonts`        builds the fonts for paper at set-up
- `diagnosis`    the report of a booth's diagnosis; no official paper
- `workdays`     working days
- `cli`          `cloudwindow forms`

A leaf: it knows no message, no device and no screen.
"""

from forms.diagnosis import draw_diagnosis
from forms.errors import DefinitionError, FontsMissing, FormsError, SignatureUnusable, UnknownForm, UnknownPaper
from forms.examples import example, example_values
from forms.fields import Condition, FieldSpec, FieldType, FormDefinition, Label, Problem, Section, Source
from forms.filling import missing, prefill, shown
from forms.identifiers import (
    check_bank_card,
    check_foreign_pr,
    check_hmt_permit,
    check_id_number,
    check_mobile,
    check_organisation_code,
    check_phone,
    check_resident_id,
    check_travel_document,
    check_uscc,
    normalise,
    normalise_mobile,
)
from forms.loading import definition, definitions
from forms.masking import mask_name, mask_number, mask_phone
from forms.paper_data import MaterialProblem, PaperData, PaperMaterial
from forms.papers import Drawn, PaperInfo, draw, papers, render
from forms.rules import check
from forms.workdays import WorkingDay, add_working_days, is_working_day

__all__ = [
    "Condition",
    "DefinitionError",
    "Drawn",
    "FieldSpec",
    "FieldType",
    "FontsMissing",
    "FormDefinition",
    "FormsError",
    "Label",
    "MaterialProblem",
    "PaperData",
    "PaperInfo",
    "PaperMaterial",
    "Problem",
    "Section",
    "SignatureUnusable",
    "Source",
    "UnknownForm",
    "UnknownPaper",
    "WorkingDay",
    "add_working_days",
    "check",
    "check_bank_card",
    "check_foreign_pr",
    "check_hmt_permit",
    "check_id_number",
    "check_mobile",
    "check_organisation_code",
    "check_phone",
    "check_resident_id",
    "check_travel_document",
    "check_uscc",
    "definition",
    "definitions",
    "draw",
    "draw_diagnosis",
    "example",
    "example_values",
    "is_working_day",
    "mask_name",
    "mask_number",
    "mask_phone",
    "missing",
    "normalise",
    "normalise_mobile",
    "papers",
    "prefill",
    "render",
    "shown",
]
