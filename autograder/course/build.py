"""Writes what is generated and committed: the learners' notebooks and the fingerprints."""

from autograder.course import fingerprints, notebooks, record


def generated(course, module):
    """Return ``{path: text}`` of everything that is made from the sources of a module."""
    return {
        course.notebook(module): notebooks.text(notebooks.learner_notebook(course, module)),
        course.fingerprints(module): fingerprints.dump(record.record(course, module)),
    }


def build(course, module):
    """Write the generated files of a module and return their paths."""
    made = generated(course, module)
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(made)
