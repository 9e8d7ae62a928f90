"""A course with one module and one exercise, small enough to break in every way."""

import textwrap

from autograder.course.build import build
from autograder.course.model import load_course

FILES = {
    "course.yml": """
        title: Tiny
        seed: 1
        modules:
          - id: gain
            number: 1
            title: Gain
            minutes: 5
            exercises:
              - id: double
                points: 10
                remark: "Adding costs less than multiplying."
                hints: ["Twice as large.", "Multiply."]
        """,
    "exercises/01_gain.md": """
        ---
        jupytext:
          text_representation: {extension: .md, format_name: myst}
        kernelspec: {name: python3, display_name: Python 3}
        ---

        # Gain <!-- seed: P001 C002 -->

        ```{code-cell} ipython3
        import numpy as np

        from autograder import check, hint
        ```

        ```{code-cell} ipython3
        :exercise: double
        ```

        ```{code-cell} ipython3
        :check: double
        ```
        """,
    "solutions/gain.py": '''
        """Gain."""

        import numpy as np


        def double(x):
            """Return twice x."""
            x = np.asarray(x, dtype=float)
            ### BEGIN SOLUTION
            loud = x + x  # the secret of doubling
            return loud
            ### END SOLUTION
        ''',
    "tests/properties/test_gain.py": '''
        """The laws of gain."""

        import numpy as np

        from autograder.laws import anchor, array, close, domain, given, noise, over
        from autograder.laws import refuses, row, seeds, shape, st

        UNITS = {"n": "samples"}
        DOUBLE = domain(x=row(1, 500))
        sizes = st.integers(1, 20)


        @shape
        @given(seed=seeds, n=sizes)
        def test_double_keeps_the_shape(double, seed, n):
            """The answer has as many samples as the input."""
            array(double(noise(seed, n)), n)


        @anchor
        def test_double_of_one(double):
            """Twice one is two."""
            close(double(np.ones(3)), np.full(3, 2.0), unit="Pa", because="exact")


        @given(seed=seeds, n=sizes)
        def test_double_adds(double, seed, n):
            """The double of a sum is the sum of the doubles."""
            x, y = noise(seed, n), noise(seed + 1, n)
            close(double(x + y), double(x) + double(y), rtol=1e-12, atol=1e-12, because="rounding")


        @over(DOUBLE)
        def test_double_agrees_with_the_reference(double, reference, x):
            """The answer is that of the course."""
            close(double(x), reference(x), rtol=1e-12, because="rounding")
        ''',
    "tests/misconceptions/gain.py": '''
        """Wrong gains."""

        import numpy as np

        from autograder.laws import misconception, spelling


        @misconception("GA-01", of="double", breaks=["test_double_of_one"], says="That is the square.")
        def squared(x):
            return np.asarray(x, dtype=float) ** 2 * 1.5


        @spelling("GA-01")
        def by_itself(x):
            return 1.5 * np.multiply(x, x)


        @spelling("GA-01")
        def one_after_the_other(x):
            return np.array([1.5 * float(sample) * sample for sample in x])


        @misconception("GA-02", of="double", breaks=["test_double_adds"], says="That adds a constant.")
        def one_more(x):
            return np.asarray(x, dtype=float) + np.ones(np.shape(x))


        @spelling("GA-02")
        def a_constant_more(x):
            return 1 + np.array(x, dtype=float)


        @spelling("GA-02")
        def each_one_more(x):
            return np.array([float(sample) + 1 for sample in x])
        ''',
    "tests/alternatives/gain.py": '''
        """Right gains."""

        import numpy as np

        from autograder.laws import alternative


        @alternative(of="double")
        def times_two(x):
            return 2.0 * np.asarray(x)


        @alternative(of="double")
        def one_by_one(x):
            return np.array([float(sample) * 2 for sample in x])
        ''',
}


def write_course(folder):
    """Write the tiny course to `folder` and build it."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip())
    course = load_course(folder)
    for module in course.modules:
        build(course, module)
    return course


def change(course, name, old, new):
    """Replace text in a file of the course; the text must be there."""
    path = course.folder / name
    text = path.read_text()
    assert old in text, f"{name} does not hold {old!r}"
    path.write_text(text.replace(old, new))
