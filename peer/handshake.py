"""The client's side of the handshake, pure: `Hello`, the proof of a booth's key, and what the server makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peer.settings import KioskCredentials
from protocol.errors import RemoteProtocolError
from protocol.frames import VERSION, Bye, Challenge, Hello, Proof, Resume, Welcome
from protocol.identity import sign_challenge
from protocol.states import FailureCode, Role

if TYPE_CHECKING:
    from peer.settings import AgentCredentials
    from protocol.frames import AnyFrame
    from protocol.states import Language

FINAL = frozenset({FailureCode.NOT_AUTHENTICATED, FailureCode.NOT_PERMITTED, FailureCode.VERSION, FailureCode.CONFLICT})
"""Reasons of a `Bye` after which coming back is of no use; every other one is tried again."""


class Refused(Exception):
    """The server said `Bye`."""

    def __init__(self, bye: Bye) -> None:
        super().__init__(f"the server said goodbye: {bye.reason}")
        self.bye = bye

    @property
    def final(self) -> bool:
        """Whether trying again is of no use."""
        return self.bye.retry_after is None and self.bye.reason in FINAL


def hello(*, credentials: KioskCredentials | AgentCredentials, language: Language, resume: Resume | None) -> Hello:
    """Return the first frame."""
    if isinstance(credentials, KioskCredentials):
        return Hello(version=VERSION, role=Role.KIOSK, name=credentials.kiosk, language=language, resume=resume)
    return Hello(
        version=VERSION,
        role=credentials.role,
        name=credentials.login,
        token=credentials.token,
        language=language,
        resume=resume,
    )


def answer(*, frame: AnyFrame, credentials: KioskCredentials | AgentCredentials) -> Proof | Welcome:
    """Return what the server's frame calls for: the `Proof` to send, or the `Welcome` that ends the handshake.

    Raises:
        Refused: the server said `Bye`.
        RemoteProtocolError: a frame that has no place in a handshake.
    """
    match frame:
        case Welcome():
            return frame
        case Challenge(nonce=nonce, server=server) if isinstance(credentials, KioskCredentials):
            name = credentials.kiosk
            return Proof(signature=sign_challenge(credentials.key, nonce=nonce, server=server, kiosk=name))
        case Bye():
            raise Refused(frame)
        case _:
            msg = f"{type(frame).__name__} in the handshake"
            raise RemoteProtocolError(msg)
