"""What every comparer of faces does, with portraits of people who do not exist."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest
from click.testing import CliRunner

from devices.cli import devices
from devices.errors import NotReadable
from devices.face import FaceComparer, Thresholds, Verdict, open_face_comparer
from tests.devices.face.portraits import FOLDER, NAMES, before_camera, on_chip, portrait, side_by_side


@pytest.fixture(scope="module")
def comparer() -> FaceComparer:
    return open_face_comparer()


def test_one_face_is_found_where_it_is(comparer: FaceComparer) -> None:
    face = comparer.the_face(portrait("aunt"))
    left, top, width, height = face.box
    assert 60 < left + width / 2 < 200
    assert 60 < top + height / 2 < 200
    assert len(face.features) == 128


def test_a_picture_without_a_face_says_so(comparer: FaceComparer) -> None:
    for empty in (np.full((300, 300, 3), 128, np.uint8), portrait("aunt")[180:]):
        with pytest.raises(NotReadable) as told:
            comparer.the_face(empty)
        assert told.value.reason == "no_face"


def test_two_people_in_the_picture_are_told(comparer: FaceComparer) -> None:
    with pytest.raises(NotReadable) as told:
        comparer.the_face(side_by_side(portrait("aunt"), portrait("grandfather")))
    assert told.value.reason == "many_faces"


@pytest.mark.journey
def test_a_person_is_never_called_different_from_her_own_chip(comparer: FaceComparer) -> None:
    verdicts = []
    for seed, name in enumerate(NAMES):
        found = comparer.compare(before_camera(portrait(name), seed=seed), on_chip(portrait(name)))
        verdicts.append(found.verdict)
    assert Verdict.DIFFERENT not in verdicts
    assert verdicts.count(Verdict.SAME) >= 3


@pytest.mark.journey
def test_two_people_are_never_called_the_same(comparer: FaceComparer) -> None:
    verdicts = []
    for one, other in combinations(NAMES, 2):
        verdicts.append(comparer.compare(portrait(one), on_chip(portrait(other))).verdict)
    assert Verdict.SAME not in verdicts
    assert Verdict.DIFFERENT in verdicts


def test_the_line_is_the_booths_to_draw() -> None:
    strict = open_face_comparer(Thresholds(same=0.01, different=0.02))
    assert strict.compare(portrait("aunt"), on_chip(portrait("aunt"))).verdict == Verdict.DIFFERENT


def run(*arguments: str) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(devices, ["compare-faces", *arguments, "--json"])
    said = json.loads(result.stdout.splitlines()[-1]) if result.stdout else {}
    return result.exit_code, said


def test_the_command_gives_advice_and_no_features() -> None:
    code, said = run(str(FOLDER / "aunt.jpg"), str(FOLDER / "aunt.jpg"))
    assert (code, said["verdict"], said["advisory"]) == (0, "same", True)
    assert said["distance"] == 0
    assert set(said) == {"verdict", "distance", "advisory", "one", "other"}
    plain = CliRunner().invoke(devices, ["compare-faces", str(FOLDER / "aunt.jpg"), str(FOLDER / "grandfather.jpg")])
    assert plain.exit_code == 0
    assert not plain.stdout.startswith("same")


def test_a_file_that_is_no_picture_or_not_there_is_a_sentence(tmp_path: object) -> None:
    assert run(str(FOLDER / "README.md"), str(FOLDER / "aunt.jpg"))[1]["error"] == "not_a_picture"
    assert run(str(FOLDER / "aunt.jpg"), f"{tmp_path}/none.jpg")[1]["error"] == "unplugged"
    assert run("a", "b", "--same", "0.9")[0] == 1
