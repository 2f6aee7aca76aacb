"""One field of the form on the screen. It lives as long as the form is open, so that typing is never interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot

from agent_console.case_view import Origin
from forms import FieldType
from protocol.states import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent_console.case_view import FieldView


class FieldModel(QObject):
    """Shows a `FieldView`; what the clerk types goes out with the revision she saw when she began."""

    changed = Signal()
    citizenTyped = Signal()
    """The citizen has just changed it."""

    def __init__(
        self,
        *,
        view: FieldView,
        typed: Callable[[str, str, int], None],
        dismissed: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._typed = typed
        self._dismissed = dismissed
        self._language = Language.ZH_HANS
        self._base: int | None = None

    def show(self, view: FieldView, language: Language) -> None:
        """Show this from now on."""
        if view == self._view and language == self._language:
            return
        theirs = view.origin in {Origin.CITIZEN, Origin.CARD} and view.value != self._view.value
        self._view, self._language = view, language
        self.changed.emit()
        if theirs:
            self.citizenTyped.emit()

    @Slot()
    def begin(self) -> None:
        """The clerk begins to type over what she sees."""
        self._base = self._view.revision

    @Slot(str)
    def type(self, value: str) -> None:
        """Say what she typed."""
        base = self._view.revision if self._base is None else self._base
        self._typed(self._view.spec.field, value, base)

    @Slot(str)
    def choose(self, option: str) -> None:
        """Take this option; of several, add it or take it away, kept in the order of the options."""
        if self._view.spec.type is not FieldType.MULTI:
            self.type(option)
            return
        chosen = set(self._view.value.split("、")) ^ {option}
        self.type("、".join(known for known in self._view.spec.options if known in chosen))

    @Slot()
    def end(self) -> None:
        """She has left the field."""
        self._base = None

    @Slot()
    def useMine(self) -> None:
        """Type once more what gave way, having seen what stands."""
        if self._view.gave_way is not None:
            self._typed(self._view.spec.field, self._view.gave_way, self._view.revision)

    @Slot()
    def dismiss(self) -> None:
        """Let what gave way go."""
        self._dismissed(self._view.spec.field)

    def _get_name(self) -> str:
        return self._view.spec.field

    def _get_label(self) -> str:
        return self._view.spec.label.text(self._language)

    def _get_hint(self) -> str:
        hint = self._view.spec.hint
        return "" if hint is None else hint.text(self._language)

    def _get_kind(self) -> str:
        return self._view.spec.type

    def _get_wide(self) -> bool:
        return self._view.spec.long

    def _get_required(self) -> bool:
        return self._view.spec.required

    def _get_options(self) -> list[str]:
        return list(self._view.spec.options)

    def _get_option_labels(self) -> list[str]:
        choices = {choice.zh: choice.text(self._language) for choice in self._view.spec.choices}
        return [choices.get(option, option) for option in self._view.spec.options]

    def _get_value(self) -> str:
        return self._view.value

    def _get_source(self) -> str:
        return self._view.origin

    def _get_in_flight(self) -> bool:
        return self._view.in_flight

    def _get_conflict(self) -> str:
        return self._view.gave_way or ""

    def _get_problem(self) -> str:
        return next((problem.message.text(self._language) for problem in self._view.problems), "")

    def _get_hard(self) -> bool:
        return any(problem.hard for problem in self._view.problems)

    def _get_missing(self) -> bool:
        return self._view.missing

    def _get_shown(self) -> bool:
        return self._view.shown

    name = Property(str, _get_name, constant=True)
    kind = Property(str, _get_kind, constant=True)
    wide = Property(bool, _get_wide, constant=True)
    required = Property(bool, _get_required, constant=True)
    options = Property("QStringList", _get_options, constant=True)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    label = Property(str, _get_label, notify=changed)
    hint = Property(str, _get_hint, notify=changed)
    optionLabels = Property("QStringList", _get_option_labels, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    value = Property(str, _get_value, notify=changed)
    source = Property(str, _get_source, notify=changed)
    inFlight = Property(bool, _get_in_flight, notify=changed)
    conflict = Property(str, _get_conflict, notify=changed)
    problem = Property(str, _get_problem, notify=changed)
    hard = Property(bool, _get_hard, notify=changed)
    missing = Property(bool, _get_missing, notify=changed)
    shown = Property(bool, _get_shown, notify=changed)


class SectionModel(QObject):
    """A heading and its fields."""

    changed = Signal()

    def __init__(
        self, *, title: Callable[[Language], str], fields: list[FieldModel], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._fields = fields
        self._language = Language.ZH_HANS

    def show(self, language: Language) -> None:
        """Show the heading in this language."""
        self._language = language
        self.changed.emit()

    def _get_title(self) -> str:
        return self._title(self._language)

    def _get_fields(self) -> list[FieldModel]:
        return self._fields

    title = Property(str, _get_title, notify=changed)
    fields = Property("QVariantList", _get_fields, constant=True)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
