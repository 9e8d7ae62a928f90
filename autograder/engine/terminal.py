"""What goes to a terminal: text, and nothing that a terminal would obey."""

import unicodedata
from contextlib import contextmanager, redirect_stdout

# Control characters, half characters, and those that turn the direction of the text around them.
_OBEYED = {"Cc", "Cs", "Zl", "Zp"}
_TURNS = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def harmless(text):
    """Return `text` with ? in place of all that is no text; lines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c if c in "\n\t" or c not in _TURNS and unicodedata.category(c) not in _OBEYED else "?"
        for c in text
    )


class _Harmless:
    """A stream that passes on what is harmless."""

    def __init__(self, stream):
        self._stream = stream

    def write(self, text):
        """Write text; the stream's own encoding may lack a letter, which costs nobody the rest."""
        text = harmless(text)
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        self._stream.write(text.encode(encoding, "replace").decode(encoding))
        return len(text)

    def __getattr__(self, name):
        return getattr(self._stream, name)


@contextmanager
def harmless_output(stream):
    """Let only text through to `stream`, the standard output, inside the block."""
    with redirect_stdout(_Harmless(stream)):
        yield
