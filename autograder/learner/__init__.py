"""What learners use: check, hint, show and status in a notebook, and their copy of the lessons."""
