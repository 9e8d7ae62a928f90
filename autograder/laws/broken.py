"""What an assertion raises."""


class Broken(AssertionError):
    """A law does not hold.

    Attributes
    ----------
    sentence : str
        What happened, without the counterexample.
    expected, got, tolerance, because : str
        Values as text, with units; empty where there is nothing to show.
    compared : Compared or None
        The numbers behind the text, for a picture.
    answers : tuple
        What was compared, as the function under test gave it: it tells which call is meant.
    relation : int
        From how many calls, if from several, the numbers follow; 0 where it is one call.
    kind : bool
        Whether the answer is the wrong kind of thing, whatever the law asks for.
    near : bool
        Whether the answer is off by no more than single precision may be.
    """

    def __init__(
        self,
        sentence,
        *,
        expected="",
        got="",
        tolerance="",
        because="",
        compared=None,
        answers=(),
        relation=0,
        kind=False,
        near=False,
    ):
        super().__init__(sentence)
        self.sentence = sentence
        self.expected = expected
        self.got = got
        self.tolerance = tolerance
        self.because = because
        self.compared = compared
        self.answers = answers
        self.relation = relation
        self.kind = kind
        self.near = near
