"""YAML that remembers its lines: a `Section` gives typed values and notes what is wrong instead of stopping.

A wrong or missing value is noted once and replaced by a harmless one, so that reading goes on to the next mistake.
Scalars are read as they are written: `440113` is text where text is asked, `yes` is no boolean.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import yaml

from protocol.catalogue import Text
from signaling.catalogue.errors import Mistake

if TYPE_CHECKING:
    from enum import StrEnum
    from pathlib import Path

    Word = TypeVar("Word", bound=StrEnum)

_IDENTIFIER = re.compile(r"[A-Za-z0-9._-]{1,40}")
_LANGUAGES = ("zh", "hant", "en")
_TEXT_LIMIT = 400
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where there is one: eight times as fast."""


class _Named(io.StringIO):
    """Text with the name its nodes' marks carry."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


def parse(text: str, *, file: str, mistakes: list[Mistake]) -> yaml.Node | None:
    """Return the root of one document; None when it is empty or not YAML, which is noted."""
    try:
        root: yaml.Node | None = _LOADER(_Named(text, file)).get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        mistakes.append(Mistake(file, line, f"not YAML: {error.problem}"))
        return None
    except yaml.YAMLError:
        mistakes.append(Mistake(file, 0, "not YAML: a character that may not be there"))
        return None
    if root is None:
        mistakes.append(Mistake(file, 0, "empty"))
    return root


def read(folder: Path, file: str, mistakes: list[Mistake]) -> yaml.Node | None:
    """Return the root of one file below `folder`."""
    try:
        text = (folder / file).read_text("utf-8")
    except OSError as error:
        mistakes.append(Mistake(file, 0, f"cannot be read: {error.strerror}"))
        return None
    except UnicodeError:
        mistakes.append(Mistake(file, 0, "not UTF-8"))
        return None
    return parse(text, file=file, mistakes=mistakes)


def sections_of(node: yaml.Node | None, mistakes: list[Mistake]) -> tuple[Section, ...]:
    """Return the mappings of a list."""
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        mistakes.append(at(node, "a list is expected"))
        return ()
    return tuple(section for child in node.value if (section := section_of(child, mistakes)) is not None)


def section_of(node: yaml.Node, mistakes: list[Mistake]) -> Section | None:
    """Return a mapping."""
    if not isinstance(node, yaml.MappingNode):
        mistakes.append(at(node, "`key: value` lines are expected"))
        return None
    entries: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value in entries:
            mistakes.append(at(key, f"`{key.value}` is given twice"))
        entries[str(key.value)] = value
    return Section(node=node, entries=entries, mistakes=mistakes)


def at(node: yaml.Node, text: str) -> Mistake:
    """Return a mistake at a node's line."""
    return Mistake(str(node.start_mark.name), node.start_mark.line + 1, text)


@dataclass(kw_only=True, eq=False)
class Section:
    """The `key: value` lines of one thing."""

    node: yaml.Node
    entries: dict[str, yaml.Node]
    mistakes: list[Mistake]
    asked: set[str] = field(default_factory=set)

    def wrong(self, text: str, key: str | None = None) -> None:
        """Note a mistake at the line of `key`, or of the section."""
        self.mistakes.append(at(self.entries.get(key, self.node) if key else self.node, text))

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        return key in self.entries

    def finish(self) -> None:
        """Note the keys nobody asked for."""
        for key, node in self.entries.items():
            if key not in self.asked:
                self.mistakes.append(at(node, f"`{key}` is not known here"))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a line of text; without a default it must be there."""
        node = self._node(key, needed=default is None)
        if node is None:
            return default or ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.mistakes.append(at(node, f"`{key}` must be text"))
            return default or ""
        return str(node.value)

    def identifier(self, key: str) -> str:
        """Return letters, digits, dot, dash, underscore: at most 40."""
        value = self.text(key)
        if value and not _IDENTIFIER.fullmatch(value):
            self.wrong(f"`{key}` must be at most 40 letters, digits, `.`, `-` or `_`", key)
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """Return a number that is not negative."""
        if default is not None and not self.has(key):
            self.asked.add(key)
            return default
        try:
            value = float(self.text(key) or "0")
        except ValueError:
            value = -1.0
        if not 0 <= value <= 10_000:  # also refuses `nan`
            self.wrong(f"`{key}` must be a number from 0 to 10000", key)
            return 0.0
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return `true` or `false`."""
        value = self.text(key, "true" if default else "false")
        if value not in {"true", "false"}:
            self.wrong(f"`{key}` must be true or false", key)
        return value == "true"

    def day(self, key: str) -> date:
        """Return a day written as 2026-11-23."""
        value = self.text(key)
        try:
            return date.fromisoformat(value)
        except ValueError:
            if value:
                self.wrong(f"`{key}` must be a day such as 2026-11-23", key)
            return date.min

    def word(self, key: str, words: type[Word], default: Word | None = None) -> Word:
        """Return one of the words."""
        value = self.text(key, default)
        return self._word(value, words, key) or default or next(iter(words))

    def words(self, key: str, words: type[Word]) -> tuple[Word, ...]:
        """Return a list of words."""
        return tuple(found for value in self.texts(key) if (found := self._word(value, words, key)) is not None)

    def texts(self, key: str, *, needed: bool = True) -> tuple[str, ...]:
        """Return a list of lines of text."""
        node = self._node(key, needed=needed)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode) or any(not isinstance(n, yaml.ScalarNode) for n in node.value):
            self.mistakes.append(at(node, f"`{key}` must be a list of texts"))
            return ()
        return tuple(str(child.value) for child in node.value)

    def language_text(self, key: str, *, needed: bool = True) -> Text | None:
        """Return a text in the languages of the screens: `{zh: ..., hant: ..., en: ...}`; `zh` must be there."""
        section = self.section(key, needed=needed)
        if section is None:
            return Text(zh="?") if needed else None
        values = {language: section.text(language, None if language == "zh" else "") for language in _LANGUAGES}
        section.finish()
        if any(len(value) > _TEXT_LIMIT for value in values.values()):
            self.wrong(f"`{key}` is longer than {_TEXT_LIMIT} characters", key)
        return Text(**values)

    def section(self, key: str, *, needed: bool = True) -> Section | None:
        """Return the lines below a key."""
        node = self._node(key, needed=needed)
        return None if node is None else section_of(node, self.mistakes)

    def sections(self, key: str) -> tuple[Section, ...]:
        """Return a list of things below a key."""
        return sections_of(self._node(key, needed=True), self.mistakes)

    def _node(self, key: str, *, needed: bool) -> yaml.Node | None:
        self.asked.add(key)
        if key not in self.entries and needed:
            self.wrong(f"`{key}` is missing")
        return self.entries.get(key)

    def _word(self, value: str, words: type[Word], key: str) -> Word | None:
        if value in {word.value for word in words}:
            return words(value)
        if value:
            self.wrong(f"`{key}`: unknown `{value}`, known are {', '.join(words)}", key)
        return None
