"""The case on the screen: form, materials, papers, notes, and what the next step still lacks."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot

import forms
from agent_console import readiness
from agent_console.case_editor import CaseEditor
from agent_console.ui.case_words import lack_words, material_row, note_row, paper_row, paper_title
from agent_console.ui.field_model import FieldModel, SectionModel
from agent_console.ui.words import item_of, said
from protocol.errors import LocalProtocolError
from protocol.messages import CaseSnapshot
from protocol.states import CaseState, Decision, Language, MaterialVerdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from agent_console.effects import Effect
    from agent_console.ui.documents import Documents
    from agent_console.ui.viewer import ViewerModel
    from forms import FormDefinition
    from protocol.catalogue import Catalogue, Item
    from protocol.messages import Message

_REASON = {"accept": Decision.ACCEPT, "supplement": Decision.SUPPLEMENT, "refuse": Decision.REFUSE}


class CaseModel(QObject):
    """Shows a `CaseEditor`, hands the clerk's intents to it; empty while no case is open."""

    changed = Signal()
    materialsChanged = Signal()
    papersChanged = Signal()
    notesChanged = Signal()
    formChanged = Signal()
    """Another form is shown; values of the same form change in its `FieldModel`s."""

    def __init__(
        self,
        *,
        carry: Callable[[tuple[Effect, ...]], None],
        new_id: Callable[[], str],
        today: Callable[[], date],
        documents: Documents,
        viewer: ViewerModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._carry, self._new_id, self._today = carry, new_id, today
        self._documents, self._viewer = documents, viewer
        self._editor: CaseEditor | None = None
        self._catalogue: Catalogue | None = None
        self._language = Language.ZH_HANS
        self._sections: list[SectionModel] = []
        self._fields: dict[str, FieldModel] = {}
        self._form = ""
        self._last: dict[str, str] = {}
        # Counted once at each change, not each time the screen looks.
        self._missing = self._wrong = 0
        self._lacks: list[str] = []
        self._materials: list[dict[str, Any]] = []
        self._papers: list[dict[str, Any]] = []
        self._notes: list[dict[str, Any]] = []
        documents.arrived.connect(self._show_lists)
        documents.failed.connect(self._show_lists)

    # What the shell tells

    def open(self, snapshot: CaseSnapshot) -> None:
        """Show this case."""
        self._documents.open(snapshot.case)
        if self._editor is not None and self._editor.case.case == snapshot.case:
            self._editor.snapshot_taken(snapshot=snapshot)
        else:
            self._editor = CaseEditor(snapshot=snapshot, item=None, definition=None, today=self._today())
        self._refresh()

    def prepare(self, item: str) -> None:
        """Build the empty form of this item while it rings, so that the call begins with its picture."""
        known = item_of(self._catalogue, item)
        if self._editor is None and known is not None:
            self._show_form(CaseEditor(snapshot=_blank(item), item=known, definition=_form(known), today=self._today()))

    def close(self) -> None:
        """Forget everything of the case; what `last` keeps names nobody."""
        if self._editor is not None:
            head = self._get_head()
            self._last = {name: head[name] for name in ("no", "item", "due")} | {"state": str(self._editor.case.state)}
        self._viewer.close()
        self._documents.clear()
        self._editor = None
        self._missing, self._wrong, self._lacks = 0, 0, []
        self._drop_form()
        self._show_lists()
        self.changed.emit()

    def take(self, message: Message) -> None:
        """Take a message of the server."""
        if self._editor is not None:
            self._do(self._editor.received(message=message))

    def set_words(self, catalogue: Catalogue | None, language: Language) -> None:
        """Name item and materials from this catalogue, in this language."""
        self._catalogue, self._language = catalogue, language
        self._refresh()

    # What the clerk does

    @Slot(str, str)
    def judge(self, material: str, verdict: str) -> None:
        """合格, 不合格, 退回重拍."""
        self._try(lambda e, r: e.judge(material=material, verdict=MaterialVerdict(verdict), request=r))

    @Slot()
    def receive(self) -> None:
        """收件."""
        self._try(lambda editor, request: editor.receive_papers(request=request))

    @Slot(str, str)
    def decide(self, decision: str, reason: str) -> None:
        """受理, 补正, 不予受理."""
        self._try(lambda e, r: e.decide(decision=Decision(decision), reason=reason, request=r))

    @Slot(str)
    def addNote(self, text: str) -> None:
        """Leave a note for the next clerk."""
        self._try(lambda editor, request: editor.add_note(text=text, request=request))

    @Slot(str, int)
    def look(self, material: str, index: int) -> None:
        """Open a page of a material in the viewer."""
        for view in self._editor.materials() if self._editor is not None else ():
            if view.material.material == material:
                title = said(view.material.name, self._language)
                self._viewer.open_pages(material=material, title=title, pages=view.state.pages, index=index)

    @Slot(str)
    def read(self, paper: str) -> None:
        """Open an issued paper in the viewer."""
        for issued in self._editor.case.papers if self._editor is not None else ():
            if issued.paper == paper:
                title = f"{paper_title(issued.paper, self._language)} {issued.number}"
                self._viewer.open_paper(paper=paper, title=title, sha256=issued.sha256)

    @Slot(str, str, result="QVariantList")
    def lacksOf(self, decision: str, reason: str) -> list[str]:
        """Return in words what this decision still lacks."""
        return [] if self._editor is None else self._said(self._editor.lacks(_REASON[decision], reason=reason))

    @Slot(result="QVariantList")
    def defects(self) -> list[str]:
        """Return in words the complete list a supplement would ask for."""
        return [] if self._editor is None else self._said(readiness.defects(self._editor.materials()))

    def _try(self, intent: Callable[[CaseEditor, str], tuple[Effect, ...]]) -> None:
        # A button that was pressed twice, or a moment too late, does nothing.
        if self._editor is not None:
            with contextlib.suppress(LocalProtocolError, ValueError):
                self._do(intent(self._editor, self._new_id()))

    def _typed(self, field: str, value: str, base: int) -> None:
        self._try(lambda editor, request: editor.typed(field=field, value=value, base=base, request=request))

    def _dismissed(self, field: str) -> None:
        self._try(lambda editor, _: editor.dismiss(field=field))

    def _do(self, effects: tuple[Effect, ...]) -> None:
        self._carry(effects)
        self._refresh()

    # How the screen follows

    def _refresh(self) -> None:
        if self._editor is None:
            return
        item = item_of(self._catalogue, self._editor.case.item)
        if item is not None and self._editor.item is None:
            self._editor.item_known(item=item, definition=_form(item))
        self._show_form(self._editor)
        views = self._editor.fields()
        for view in views:
            self._fields[view.spec.field].show(view, self._language)
        self._missing = sum(view.missing for view in views)
        self._wrong = sum(view.shown and any(problem.hard for problem in view.problems) for view in views)
        self._lacks = self._said(self._editor.lacks())
        for section in self._sections:
            section.show(self._language)
        self._show_lists()
        self.changed.emit()

    def _show_form(self, editor: CaseEditor) -> None:
        definition = editor.definition
        if (definition.name if definition is not None else "") == self._form:
            return
        self._drop_form()
        if definition is None:
            return
        self._form = definition.name
        views = {view.spec.field: view for view in editor.fields()}
        for section in definition.sections:
            group = [
                FieldModel(view=views[spec.field], typed=self._typed, dismissed=self._dismissed, parent=self)
                for spec in section.fields
            ]
            self._fields.update({spec.field: model for spec, model in zip(section.fields, group, strict=True)})
            self._sections.append(SectionModel(title=section.title.text, fields=group, parent=self))
        self.formChanged.emit()

    @Slot()
    def _show_lists(self) -> None:
        # A list that is the same must stay the same: QML makes every row anew when its list changes.
        views = () if self._editor is None else self._editor.materials()
        case = None if self._editor is None else self._editor.case
        materials = [material_row(view, self._language, self._documents.want_picture) for view in views]
        papers = [] if case is None else [paper_row(paper, self._language) for paper in case.papers]
        notes = [] if case is None else [note_row(note) for note in case.notes]
        if materials != self._materials:
            self._materials = materials
            self.materialsChanged.emit()
        if papers != self._papers:
            self._papers = papers
            self.papersChanged.emit()
        if notes != self._notes:
            self._notes = notes
            self.notesChanged.emit()

    def _drop_form(self) -> None:
        dropped: list[QObject] = [*self._sections, *self._fields.values()]
        self._sections, self._fields, self._form = [], {}, ""
        self.formChanged.emit()
        for gone in dropped:
            gone.deleteLater()

    def _said(self, lacks: tuple[Any, ...]) -> list[str]:
        labels = {name: str(model.property("label")) for name, model in self._fields.items()}
        materials = self._editor.materials() if self._editor is not None else ()
        names = {view.material.material: said(view.material.name, self._language) for view in materials}
        return [lack_words(lack, fields=labels, materials=names) for lack in lacks]

    # What the screen reads

    def _get_sections(self) -> list[SectionModel]:
        return self._sections

    def _get_open(self) -> bool:
        return self._editor is not None

    def _get_state(self) -> str:
        return "" if self._editor is None else self._editor.case.state

    def _get_step(self) -> str:
        return "nothing" if self._editor is None else self._editor.step

    def _get_editable(self) -> bool:
        return self._editor is not None and self._editor.editable

    def _get_head(self) -> dict[str, Any]:
        if self._editor is None:
            return {"case": "", "no": "", "item": "", "organ": "", "due": "", "promised": 0.0, "holder": {}}
        case, item = self._editor.case, self._editor.item
        holder = case.holder
        return {
            "case": case.case,
            "no": case.case_no,
            "item": case.item or "" if item is None else said(item.name, self._language),
            "organ": "" if item is None else item.organ,
            "due": case.due or "",
            "promised": 0.0 if item is None else item.promised_days,
            "holder": {}
            if holder is None
            else {"name": holder.name, "number": holder.number, "validTo": holder.valid_to or "", "kind": holder.kind},
        }

    def _get_missing(self) -> int:
        return self._missing

    def _get_wrong(self) -> int:
        return self._wrong

    def _get_materials(self) -> list[dict[str, Any]]:
        return self._materials

    def _get_papers(self) -> list[dict[str, Any]]:
        return self._papers

    def _get_notes(self) -> list[dict[str, Any]]:
        return self._notes

    def _get_last(self) -> dict[str, str]:
        return self._last

    def _get_lacks(self) -> list[str]:
        return self._lacks

    sections = Property("QVariantList", _get_sections, notify=formChanged)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    isOpen = Property(bool, _get_open, notify=changed)
    state = Property(str, _get_state, notify=changed)
    step = Property(str, _get_step, notify=changed)
    editable = Property(bool, _get_editable, notify=changed)
    head = Property("QVariantMap", _get_head, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    missing = Property(int, _get_missing, notify=changed)
    wrong = Property(int, _get_wrong, notify=changed)
    materials = Property("QVariantList", _get_materials, notify=materialsChanged)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    papers = Property("QVariantList", _get_papers, notify=papersChanged)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    notes = Property("QVariantList", _get_notes, notify=notesChanged)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    last = Property("QVariantMap", _get_last, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name
    lacks = Property("QStringList", _get_lacks, notify=changed)  # type: ignore[arg-type]  # the stubs take a Python type; Qt knows this one by name


def _form(item: Item) -> FormDefinition | None:
    try:
        return forms.definition(item.form)
    except forms.FormsError:
        return None


def _blank(item: str) -> CaseSnapshot:
    return CaseSnapshot(
        case="blank",
        case_no="",
        state=CaseState.DRAFT,
        opened_at=0.0,
        item=item,
        holder=None,
        fields=(),
        revision=0,
        materials=(),
        papers=(),
        notes=(),
    )
