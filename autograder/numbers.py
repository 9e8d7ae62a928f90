"""Numbers as text: short, with units, and never the same text for different values."""

import math

_MINUS = "-"


def plain(value, digits=6):
    """Return `value` with at most `digits` significant digits; special values as words."""
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "inf" if value > 0 else f"{_MINUS}inf"
    text = f"{value:.{digits}g}"
    if "e+" in text and abs(value) < 1e7:  # 23000, not 2.3e+4
        return f"{float(text):.0f}"
    return text.replace("e-0", "e-").replace("e+0", "e+")


def pair(expected, got):
    """Return both values as text, with enough digits to tell them apart."""
    for digits in range(6, 18):
        texts = plain(expected, digits), plain(got, digits)
        if texts[0] != texts[1]:
            break
    return texts


def quantity(value, unit=""):
    """Return a number (or its text) followed by its unit."""
    text = value if isinstance(value, str) else plain(value)
    return f"{text} {unit}" if unit else text
