"""A class: nbgrader stays the system of record, the engine decides the grades."""

import sys

# jsonschema, which reads every notebook, would parse a grammar of web addresses for a second or two
# when it is imported; it does without, and no notebook is checked against that grammar.
sys.modules.setdefault("rfc3987_syntax", None)
