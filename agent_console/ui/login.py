"""The log-in screen: argues clearly, never keeps the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from agent_console.login import Refusal
from agent_console.ui.arrivals import Arrivals

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from agent_console.login import LoggedIn


class LoginModel(QObject):
    """Log in: `problem` is a `Refusal` word, `retryIn` the seconds until another try is allowed."""

    changed = Signal()
    loggedIn = Signal(object)
    """The `LoggedIn`."""

    def __init__(
        self,
        *,
        log_in: Callable[[str, str], Future[LoggedIn | Refusal]],
        name: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log_in = log_in
        self._name = name
        self._busy = False
        self._problem = ""
        self._retry_in = 0
        self._arrivals = Arrivals(self)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._one_second)

    @Slot(str, str)
    def submit(self, name: str, password: str) -> None:
        """Try to log in; nothing happens while a try is under way or must wait."""
        if self._busy or self._retry_in or not name.strip() or not password:
            return
        self._name, self._busy, self._problem = name.strip(), True, ""
        self.changed.emit()
        self._arrivals.await_result(self._log_in(self._name, password), self._answered)

    def fail(self, problem: str) -> None:
        """Show that the server would not have us after all."""
        self._busy, self._problem = False, problem
        self.changed.emit()

    def reset(self) -> None:
        """Stand as at the beginning, the name kept."""
        self._busy, self._problem, self._retry_in = False, "", 0
        self._second.stop()
        self.changed.emit()

    def _answered(self, future: Future[LoggedIn | Refusal]) -> None:
        answer = future.result()
        if isinstance(answer, Refusal):
            self._retry_in = int(answer.retry_after or 0)
            if self._retry_in:
                self._second.start()
            self.fail(answer.reason)
        else:
            self.loggedIn.emit(answer)

    def _one_second(self) -> None:
        self._retry_in = max(0, self._retry_in - 1)
        if not self._retry_in:
            self._problem = ""
            self._second.stop()
        self.changed.emit()

    def _get_name(self) -> str:
        return self._name

    def _get_busy(self) -> bool:
        return self._busy

    def _get_problem(self) -> str:
        return self._problem

    def _get_retry_in(self) -> int:
        return self._retry_in

    name = Property(str, _get_name, notify=changed)
    busy = Property(bool, _get_busy, notify=changed)
    problem = Property(str, _get_problem, notify=changed)
    retryIn = Property(int, _get_retry_in, notify=changed)
