from __future__ import annotations


def warnings_for(image, corners):
    return ()
