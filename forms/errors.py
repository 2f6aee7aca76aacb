"""What can go wrong in forms and papers.

FormsError
├── DefinitionError   a form's YAML file is wrong; says the file and what
├── UnknownForm       no form of that name
├── UnknownPaper      no paper of that name
├── SignatureUnusable the picture of a signature cannot go on a paper
└── FontsMissing      the fonts for paper were not built; says what to do
"""

from __future__ import annotations


class FormsError(Exception):
    """Base of all errors of this package."""


class DefinitionError(FormsError):
    """A form's file cannot be used."""

    def __init__(self, file: str, mistakes: tuple[str, ...]) -> None:
        self.file = file
        self.mistakes = mistakes
        super().__init__(f"{file}: " + "; ".join(mistakes))


class UnknownForm(FormsError):
    """There is no form of this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no form is named {name!r}; `cloudwindow forms list` names them all")


class UnknownPaper(FormsError):
    """There is no paper of this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no paper is named {name!r}; `cloudwindow forms list` names them all")


class FontsMissing(FormsError):
    """A font that papers need is not where it should be."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"the fonts for paper are not ready ({what}): run `make setup`, or `python -m forms.fonts`")


class SignatureUnusable(FormsError):
    """The picture of a signature cannot be used; the paper is not made, since it would seem unsigned or signed."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the picture of the signature cannot be used: {reason}")
