"""The picture and the sounds of a failure: yours beside what is expected.

Nothing here may mask a verdict: what cannot be drawn is left out.
"""

from contextlib import suppress

import numpy as np

from autograder.numbers import pair, plain, quantity

_SOUND = 0.1  # s: shorter sounds are clicks
_NUMBERS = 8  # so many values are told
_BARS = 48
_DEPTH = 120  # dB: what is further below the highest value is silence to a row of bars
_POINTS = 3  # fewer answers show no pattern
_FEW = 3  # so many values are numbers, not a curve
_MANY = 4096
_CLOSE = 12  # a picture's width holds the difference more often: it cannot be seen


def picture_html(failure):
    """Return the picture of a failure as HTML, with alt text, and players where it is a sound.

    Parameters
    ----------
    failure : Failure

    Returns
    -------
    str
        Empty where there is nothing to draw.
    """
    from autograder.studio.output import gather, joined

    try:
        with gather() as bundles:
            _draw(failure)
        return joined(bundles)["text/html"] if bundles else ""
    except Exception:
        return ""


def sketch(failure):
    """Return the picture as rows of text, ``[(label, text)]``, for terminals and screen readers.

    They hold this example alone: a number is in the sentence already, a few are told, more are
    drawn as bars, where bars can show the difference.
    """
    compared = failure.compared
    if compared is None or compared.expected.size < 2:
        return []
    want = compared.expected
    with np.errstate(invalid="ignore"):  # what is right is shown as it should be, without rounding
        right = (compared.got == want) | (np.abs(compared.got - want) <= compared.bound)
    got = np.where(right, want, compared.got)
    if want.size <= _NUMBERS and want.ndim <= 2:
        rows = _numbers(want, got)
        texts = [quantity(row, compared.unit) for row in rows]
    elif want.ndim == 1 and want.size <= _BARS:
        low, high = _limits(compared)
        if compared.unit == "dB":
            low = max(low, high - _DEPTH)
        rows = [_sparkline(values, low, high) for values in (want, got)]
        ends = f"  {plain(low, 4)} to {quantity(plain(high, 4), compared.unit)}"
        texts = [rows[0], rows[1] + ends]
    else:
        return []
    return list(zip(compared.names, texts, strict=True)) if rows[0] != rows[1] else []


def _numbers(want, got):
    """Return a few numbers of both as text, as many digits as tell them apart, one below the other."""
    pairs = []
    for w, g in zip(want.ravel().tolist(), got.ravel().tolist(), strict=True):
        few = plain(w, 4), plain(g, 4)
        pairs.append(few if few[0] != few[1] or w == g else pair(w, g))
    widths = [max(map(len, texts)) for texts in pairs]
    rows = []
    for row in zip(*pairs, strict=True):
        cells = [text.rjust(width) for text, width in zip(row, widths, strict=True)]
        lines = np.array(cells, dtype=object).reshape(want.shape).tolist()
        if want.ndim == 1:
            rows.append(", ".join(lines))
        else:
            rows.append("[" + ", ".join(f"[{', '.join(line)}]" for line in lines) + "]")
    return rows


def _draw(failure):
    compared = failure.compared
    if compared is None or compared.expected.ndim > 2:
        return
    if compared.expected.ndim == 2:
        _draw_planes(compared)
        return
    if compared.expected.size <= _FEW:
        _draw_numbers(failure.survey, compared)
        return
    curve = _curve(failure, _MANY)
    _draw_curves(curve)
    _play(curve)


def _curve(failure, most):
    """Return the smallest counterexample, or a larger one where it is too short to show a shape."""
    compared = failure.compared
    larger = [
        c
        for c in failure.survey
        if c.expected.ndim == 1
        and 16 <= c.expected.size <= most
        and np.isfinite(c.got).all()
        and not np.allclose(c.got, c.expected)
    ]
    return larger[0] if compared.expected.size < 16 and larger else compared


def _draw_numbers(survey, worst):
    """Draw yours over expected for all recorded examples: right answers lie on the diagonal.

    Where the eye could not tell them from the diagonal, draw their differences.
    """
    pairs = _distinct(survey)
    if len(pairs) < _POINTS:
        return
    from autograder.studio import COLORS, figure

    want, got = np.array(pairs).T
    ends = np.array([min(want.min(), got.min()), max(want.max(), got.max())])
    unit = f" ({worst.unit})" if worst.unit else ""
    log = ends[0] > 0 and ends[1] > 1000 * ends[0]
    seen = np.log if log else np.asarray
    close = np.ptp(seen(ends)) > _CLOSE * np.max(np.abs(seen(got) - seen(want)))
    right, y, example = ends, got, worst.got
    ylabel, about = f"yours{unit}", "Your answers over the expected ones"
    if close:  # on the diagonal for the eye: show by how much they are off it

        def off(got, want):
            return 100 * (got / want - 1) if log else got - want

        right, y, example = 0 * ends, off(got, want), off(worst.got, worst.expected)
        ylabel = f"yours - expected{' (%)' if log else unit}"
        about = "How far your answers are from the expected ones"

    fig, ax = _figure(3.4, 3.0)
    ax.plot(ends, right, "--", color="gray", linewidth=1, label="right answers")
    ax.plot(want, y, "o", color=COLORS["vermilion"], markersize=4, label="yours")
    ax.plot(
        worst.expected,
        example,
        "o",
        color="black",
        markersize=10,
        fillstyle="none",
        label="the example above",
    )
    ax.set(xlabel=f"expected{unit}", ylabel=ylabel)
    if log:
        ax.set(xscale="log", yscale="linear" if close else "log")
    ax.legend(fontsize=8)
    said = "; ".join(f"expected {plain(w, 4)}, yours {plain(g, 4)}" for w, g in pairs[:3])
    line = "a line at zero" if close else "a diagonal line"
    figure(fig, alt=f"{about}{unit}, {len(pairs)} examples. Right answers lie on {line}. {said}.")


def _draw_curves(compared):
    """Draw yours and the expected curve, and their difference with the worst sample marked."""
    from autograder.studio import COLORS, figure

    x = np.arange(compared.expected.size) if compared.at is None else np.asarray(compared.at)
    difference = compared.got - compared.expected
    if not np.isfinite(difference).all():
        return
    worst = int(np.argmax(np.abs(difference)))
    fig, (top, bottom) = _figure(6.5, 3.2, rows=2)
    mark = "o-" if x.size <= 48 else "-"
    top.plot(x, compared.expected, mark, color="gray", markersize=3, label="expected")
    top.plot(
        x, compared.got, mark, color=COLORS["vermilion"], markersize=3, linewidth=1.2, label="yours"
    )
    bottom.plot(x, difference, mark, color=COLORS["blue"], markersize=3)
    bottom.plot(x[worst], difference[worst], "o", color="black", markersize=9, fillstyle="none")
    unit = f" ({compared.unit})" if compared.unit else ""
    top.set_ylabel(f"answer{unit}")
    bottom.set(
        ylabel=f"difference{unit}",
        xlabel={"s": "time (s)", "Hz": "frequency (Hz)"}.get(compared.at_unit, "index"),
    )
    top.legend(fontsize=8, loc="upper right")
    right, wrong = pair(compared.expected[worst], compared.got[worst])
    figure(
        fig,
        alt=f"Your answer and the expected one, {x.size} values, and their difference below. "
        f"It is largest at {quantity(float(x[worst]), compared.at_unit)}: expected "
        f"{right}, yours {wrong}{unit}.",
    )


def _draw_planes(compared):
    """Draw yours, the expected plane and their difference as three images."""
    from autograder.studio import figure, heatmap

    difference = compared.got - compared.expected
    if min(difference.shape) < 2 or not np.isfinite(difference).all():
        return
    rows, columns = (np.arange(n) for n in difference.shape)
    fig, axes = _figure(7.5, 2.8, columns=3)
    unit = f" ({compared.unit})" if compared.unit else ""
    low, high = _limits(compared)
    for ax, title, values in zip(
        axes, ("expected", "yours", "difference"), (compared.expected, compared.got, difference),
        strict=True,
    ):  # fmt: skip
        ends = {} if title == "difference" else {"vmin": low, "vmax": high}
        ylabel = "row" if title == "expected" else ""
        heatmap(values, columns, rows, xlabel="column", ylabel=ylabel, label=unit, ax=ax, **ends)
        ax.set_title(title)
        ax.locator_params(integer=True)
    j, i = np.unravel_index(np.argmax(np.abs(difference)), difference.shape)
    axes[2].plot(i, j, "o", color="white", markeredgecolor="black", markersize=6)
    right, wrong = pair(compared.expected[j, i], compared.got[j, i])
    figure(
        fig,
        alt=f"The expected values, {len(rows)} rows of {len(columns)}, yours, and their difference. "
        f"It is largest in row {j}, column {i}: expected {right}, yours {wrong}{unit}.",
    )


def _play(compared):
    from autograder.studio import play

    if compared.fs and compared.expected.size >= _SOUND * compared.fs:
        for label, sound in (("yours", compared.got), ("expected", compared.expected)):
            with suppress(ValueError):  # silence has no player
                play(sound, compared.fs, label=label)


def _figure(width, height, rows=1, columns=1):
    """Return a figure that pyplot does not know, so that nobody's current figure changes."""
    from matplotlib.figure import Figure

    from autograder.studio import style  # noqa: F401  sets the course's style

    fig = Figure(figsize=(width, height))
    heights = {"height_ratios": [2, 1]} if rows == 2 else None
    return fig, fig.subplots(rows, columns, sharex=True, sharey=columns > 1, gridspec_kw=heights)


def _distinct(survey):
    """Return the finite pairs (expected, got) of comparisons of few values, each once, in order."""
    pairs = [pair for c in survey if c.expected.size <= _FEW for pair in _pairs(c)]
    pairs = [pair for pair in pairs if np.isfinite(pair).all()]
    scale = max((abs(want) for want, _ in pairs), default=0.0) or 1.0
    # What differs by rounding only is one point for the eye.
    return list({(round(w / scale, 6), round(g / scale, 6)): (w, g) for w, g in pairs}.values())


def _pairs(compared):
    return list(zip(compared.expected.ravel().tolist(), compared.got.ravel().tolist(), strict=True))


def _limits(compared):
    both = np.concatenate([compared.expected, compared.got])
    both = both[np.isfinite(both)]
    return float(both.min()), float(both.max())


def _sparkline(values, low, high):
    """Return values as a row of blocks between `low` and `high`; what is not finite is a cross."""
    steps = "▁▂▃▄▅▆▇█"
    scale = (len(steps) - 1) / (high - low) if high > low else 0.0
    return "".join(
        steps[round((max(v, low) - low) * scale)] if np.isfinite(v) else "×" for v in values
    )
