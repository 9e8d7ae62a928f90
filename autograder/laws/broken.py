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
    """

    def __init__(self, sentence, *, expected="", got="", tolerance="", because="", compared=None):
        super().__init__(sentence)
        self.sentence = sentence
        self.expected = expected
        self.got = got
        self.tolerance = tolerance
        self.because = because
        self.compared = compared
