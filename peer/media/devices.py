"""Camera, microphone and loudspeaker of one conversation, opened and closed together. Blocks: keep it off the loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peer.media.open import open_camera, open_loudspeaker, open_microphone

if TYPE_CHECKING:
    from peer.media.soundcard import Loudspeaker
    from peer.media.source import AudioSource, VideoSource
    from peer.settings import MediaSettings


@dataclass(frozen=True, slots=True)
class Devices:
    """What is open."""

    camera: VideoSource
    microphone: AudioSource
    loudspeaker: Loudspeaker | None

    @classmethod
    def open(cls, media: MediaSettings, *, clerk: bool = False) -> Devices:
        """Open what the settings mean; a test picture shows a `clerk` or a citizen.

        Raises:
            ValueError: a setting means nothing.
        """
        return cls(open_camera(media, clerk=clerk), open_microphone(media), open_loudspeaker(media))

    def close(self) -> None:
        """Let everything go. Harmless twice."""
        self.camera.close()
        self.microphone.close()
        if self.loudspeaker is not None:
            self.loudspeaker.close()
