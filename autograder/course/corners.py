"""Whether every run of an exercise's laws meets each case of its domain.

The calls themselves are asked, not what was drawn: a law that cuts what it drew meets less.
"""

import inspect

from autograder.engine.quiet import quiet
from autograder.engine.subject import Subject, local


def unmet(laws, right, prints):
    """Return the names of the cases of an exercise's domains that no answered call meets.

    Parameters
    ----------
    laws : list of Property
        Of one exercise.
    right : callable
        The reference.
    prints : ExercisePrints
        The recorded examples of a run, the public one or a class's own.

    Returns
    -------
    list of str
        In the order of the domains; None if no law is drawn over a domain.
    """
    domains = {id(law.domain): law.domain for law in laws if law.domain}.values()
    if not domains:
        return None
    names = list(inspect.signature(right).parameters)
    met = set()

    def spy(*args, **named):
        answer = right(*args, **named)
        arguments = dict(zip(names, args, strict=False)) | named
        for domain in domains:
            met.update(domain.meets(arguments))
        return answer

    with quiet():
        for law in laws:
            for example, told in prints.examples(law):
                law.hold(Subject(law.exercise, local(spy)), told, example)
    return [case for domain in domains for case in domain.cases[1:] if case not in met]
