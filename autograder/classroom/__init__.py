"""A class: nbgrader stays the system of record, the engine decides the grades."""
