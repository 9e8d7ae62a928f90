"""The HTML form of what a check found: the same words, inert, readable in light and dark themes."""

import re
from html import escape

from autograder.engine import results, words

# Okabe-Ito: told apart by every kind of color vision; marks and words say the same.
_GREEN, _RED, _GRAY = "#009E73", "#D55E00", "#767676"


def exercise_html(result, units, picture="", *, remark="", printed=None, show=""):
    """Return the finding as one HTML block without scripts; every text in it is escaped.

    What is wrong comes first, in a few lines that stay in view when a notebook moves on to the next
    cell; the rest is folded below. `picture` is HTML of our own (see :mod:`.picture`), the others are
    as for :func:`.words.exercise_text`.
    """
    color = {results.PASSED: _GREEN, results.NOT_WRITTEN: _GRAY}.get(result.status, _RED)
    mark = {results.PASSED: "✓", results.NOT_WRITTEN: "…"}.get(result.status, "✗")
    parts = [f'<div style="margin-bottom:.6em">{escape(remark)}</div>'] if remark else []
    parts.append(f"<div><strong>{mark} {_text(words.headline(result))}</strong></div>")
    first = result.first_failure
    if first:
        parts.append(_failure(first, units))
        if first.misconception:
            name = escape(first.misconception)
            explained = f'<abbr title="its number in the list of the course">{name}</abbr>'
            probably = escape(words.probably(result)).replace(name, explained, 1)
            parts.append(
                f'<p style="margin:.6em 0"><strong>{probably}:</strong> {_text(result.advice)}</p>'
            )
        if first_of_all := words.upstream(result):
            parts.append(f'<p style="margin:.6em 0">{escape(first_of_all)}</p>')
        broken, held = words.others(result)
        if rest := words.not_run(result):
            parts.append(f"<div>{escape(rest)}</div>")
        parts.append(_fold("See it", picture))
        parts.append(_laws(f"Also broken ({len(broken)})", "✗", broken))
        parts.append(_laws(f"Holds ({len(held)})", "✓", held))
    elif result.status == results.PASSED:
        parts.append(_laws("What was checked", "✓", result.properties))
    if not result.steady:
        parts.append(f"<div>{escape(words.UNSTEADY)}</div>")
    if printed:
        parts.append(_fold(escape(printed[0]), f"<pre>{escape(printed[1])}</pre>"))
    if step := words.next_step(result, show):
        parts.append(f'<div style="margin-top:.6em">{_code(step)}</div>')
    return (
        f'<div class="soundcheck soundcheck-{escape(result.status)}" style="border-left:4px solid '
        f'{color};padding:.4em .8em;margin:.2em 0;max-width:50em">{"".join(parts)}</div>'
    )


def _text(text):
    """Escape a text and set what stands in backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _failure(prop, units):
    rows = words.failure_lines(prop, units)
    sentence, details = rows[0][1], rows[1:]
    cells = "".join(
        f'<tr><td style="text-align:left;opacity:.7;vertical-align:top">{escape(label)}</td>'
        f'<td style="text-align:left"><code>{escape(text)}</code></td></tr>'
        for label, text in details
    )
    said = (
        f'<div style="margin:.2em 0"><strong>{_text(sentence)}</strong></div>' if sentence else ""
    )
    table = f'<table style="margin:.3em 0">{cells}</table>' if cells else ""
    return f'<div style="margin-top:.6em">✗ {_text(words.title(prop))}</div>{said}{table}'


def _laws(title, mark, props):
    items = "".join(f'<li style="list-style:none">{mark} {escape(p.law)}</li>' for p in props)
    return _fold(title, items and f'<ul style="margin:.2em 0;padding-left:1em">{items}</ul>')


def _fold(title, body):
    """Return HTML below a title that opens it, or nothing where there is none."""
    if not body:
        return ""
    return f'<details style="margin-top:.4em"><summary>{title}</summary>{body}</details>'


def _code(step):
    before, _, call = step.rpartition(": ")
    return f"{escape(before)}: <code>{escape(call)}</code>"
