"""The look of a lesson's pictures: colors that everybody can tell apart, and matplotlib's settings."""

import matplotlib.pyplot as plt
from cycler import cycler

# Okabe and Ito (2008): tell apart by eye, with any common form of color blindness, and in gray.
COLORS = {
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "green": "#009E73",
    "purple": "#CC79A7",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "yellow": "#F0E442",
    "black": "#000000",
}

plt.rcParams.update(
    {
        "figure.figsize": (7.5, 3.2),
        "figure.facecolor": "white",
        "figure.constrained_layout.use": True,
        "figure.constrained_layout.w_pad": 0.08,
        "figure.constrained_layout.h_pad": 0.08,
        "font.size": 10,
        "axes.titlesize": 11,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.color": "#dddddd",
        "grid.linewidth": 0.6,
        "axes.axisbelow": True,
        "lines.linewidth": 1.6,
        "legend.frameon": False,
        # Yellow is left out of the cycle: a thin yellow line on white is hard to see.
        "axes.prop_cycle": cycler(color=[c for n, c in COLORS.items() if n != "yellow"]),
    }
)
