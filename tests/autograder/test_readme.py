"""What the README says of the course is what the syllabus says."""

from autograder.course.model import find_course

COURSE = find_course()


def test_the_map_has_every_lesson():
    text = (COURSE.folder / "README.md").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row.startswith("| ") and row[2].isdigit()]
    assert rows == [
        f"| {module.number} | {module.title} | "
        + ", ".join(f"`{exercise.id}`" for exercise in module.exercises)
        + f" | {module.minutes} |"
        for module in COURSE.modules
    ]


def test_every_lesson_gives_ten_points():
    assert {module.id: module.points for module in COURSE.modules} == {
        module.id: 10 for module in COURSE.modules
    }
