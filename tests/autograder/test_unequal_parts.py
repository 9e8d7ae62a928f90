"""Answers of several parts of unequal shapes: recorded as JSON, and digested for naming mistakes."""

import json

import numpy as np

from autograder.course.fingerprints import from_json, to_json
from autograder.engine.naming import alike, digest, is_zero

PAIR = (3, np.array([0.25, 0.5, 0.25]))
IMAGES = (np.ones((5, 2)), np.zeros((5, 2, 2)))


def test_parts_come_back_from_json():
    """A whole number and an array, or two arrays, are the same after a round trip."""
    for answer in (PAIR, IMAGES):
        back = from_json(json.loads(json.dumps(to_json(answer))))
        assert isinstance(back, tuple)
        for one, other in zip(answer, back, strict=True):
            assert np.array_equal(one, other)


def test_parts_have_a_digest():
    """The digest tells answers apart by any of their parts, and by their shapes."""
    assert alike(digest(PAIR), digest((3, np.array([0.25, 0.5, 0.25 + 1e-13]))))
    assert not alike(digest(PAIR), digest((4, PAIR[1])))
    assert not alike(digest(PAIR), digest((3, 2 * PAIR[1])))
    assert not alike(digest(IMAGES), digest((IMAGES[0][:4], IMAGES[1])))
    assert is_zero(digest((0, np.zeros(3)))) and not is_zero(digest(PAIR))
    assert isinstance(digest((3, np.array(["text"]), [1, 2])), str)
