"""Grading what cannot be trusted: the learner's code runs in a worker, the score is decided here."""
