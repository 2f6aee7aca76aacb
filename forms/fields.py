"""Fields of forms: what a field is. Its rules are in `rules`; the files that list them are in `definitions/`.

Every value is a string: dates ISO 8601, choices their 简体 text, several choices joined by 、, booleans 是 or 否,
persons 姓名，证件号码，联系电话 (the last two may be left out). "" is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NAME = "name"
    ID_NUMBER = "id_number"
    MOBILE = "mobile"
    PHONE = "phone"
    DATE = "date"
    CHOICE = "choice"
    MULTI = "multi"
    REGION = "region"
    ADDRESS = "address"
    BANK_CARD = "bank_card"
    USCC = "uscc"
    EMAIL = "email"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    PERSON = "person"


class Source(StrEnum):
    """Where a value comes from."""

    CARD = "card"
    CITIZEN = "citizen"
    AGENT = "agent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One text in the languages of the screens; 简体 is the source, the others fall back to it."""

    zh: str
    hant: str = ""
    en: str = ""

    def text(self, language: str) -> str:
        """Return the text for a BCP 47 tag: `zh-Hans`, `zh-Hant` or `en`."""
        chosen = {"zh-Hant": self.hant, "en": self.en}.get(language, self.zh)
        return chosen or self.zh


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with a value."""

    rule: str
    """Name of the rule, for machines: `check_digit`, `length`, ..."""
    hard: bool
    """True: the value may not stand. False: the agent should look, the value may be right."""
    message: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The field counts only while another field has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of a form."""

    field: str
    """Its name in patches and in `PaperData.values`."""
    label: Label
    type: FieldType
    required: bool = True
    source: Source = Source.CITIZEN
    card: str | None = None
    """The holder's attribute that fills it: name, sex, ethnic, birth, id_type, number, address."""
    choices: tuple[Label, ...] = ()
    """The options of `choice` and `multi` in all languages; a value is the `zh` of one."""
    sensitive: bool = False
    """Sensitive personal information (个人信息保护法 28): mask where others can see."""
    when: Condition | None = None
    hint: Label | None = None
    past: bool = False
    """A date that may not lie in the future."""
    wide: bool = False
    """A text that deserves a whole line."""

    @property
    def options(self) -> tuple[str, ...]:
        """The values a `choice` or `multi` may take."""
        if self.type is FieldType.BOOLEAN:
            return ("是", "否")
        return tuple(choice.zh for choice in self.choices)

    @property
    def long(self) -> bool:
        """Whether the value deserves a whole line of a form."""
        return self.wide or self.type in {FieldType.ADDRESS, FieldType.MULTI, FieldType.PERSON}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of fields under one heading."""

    title: Label
    fields: tuple[FieldSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    """One form, for screen and paper alike."""

    name: str
    version: str
    title: Label
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """All fields in the order of the paper."""
        return tuple(spec for section in self.sections for spec in section.fields)
