"""The course as data: its syllabus, its content files, its notebooks, and the proof that it is right."""
