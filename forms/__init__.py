"""Forms and official papers: the fields of each form, defined once for screen and paper, and their pages as PDF.

- `fields`       field types and their rules (GB 11643 and the other identifiers in `identifiers`)
- `definitions/` one YAML file per form; `definition(name)` loads it
- `papers`       what a paper is made from (`PaperData`), and `render(name, data)` → PDF bytes
- `templates/`   one file per paper
- `layout/`      page, text, tables, fonts: the only road by which text reaches reportlab
- `fonts`        builds the fonts for paper at set-up
- `calendar`     working days
- `cli`          `cloudwindow forms`

A leaf: it knows no message, no device and no screen.
"""
