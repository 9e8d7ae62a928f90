"""Grading what cannot be trusted: the learner's code runs in a worker, scores are made here."""
