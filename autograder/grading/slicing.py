"""Leaves out what does not matter to a grade: the lesson's own cells whose names nobody uses.

A lesson draws and plays; most of the time that a notebook takes is spent on it. Cells that are as the
course wrote them can be left out where no other cell that runs reads a name that they define. Whatever
a learner wrote or changed is always run.
"""

import symtable

MAX_SOURCE = 200_000  # characters of all cells: more is not worth the time to read them


def needed_cells(cells, own):
    """Return which cells are to be run.

    Parameters
    ----------
    cells : list of str
        Sources of a submission's code cells.
    own : set of str
        Sources of the lesson's code cells, as the course wrote them.

    Returns
    -------
    list of bool
    """
    if sum(map(len, cells)) > MAX_SOURCE:
        return [True] * len(cells)
    keep = [cell not in own for cell in cells]
    names = [_names(cell) for cell in cells]
    if None in names:
        return [True] * len(cells)  # Python cannot read one: it may be IPython's own language
    read = {name for i, (_, reads) in enumerate(names) if keep[i] for name in reads}
    changed = True
    while changed:
        changed = False
        for i, (defined, reads) in enumerate(names):
            if not keep[i] and defined & read:
                keep[i] = changed = True
                read |= reads
    return keep


def _names(source):
    """Return the global names that a cell defines and those that it reads, or None."""
    if source.startswith("%%needs "):
        return set(), set()  # studio does not run such a cell where nobody looks
    try:
        table = symtable.symtable(source, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # the last two: nested too deep
        return None
    defined = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    return defined, set(_reads(table))


def _reads(table):
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (table.get_type() == "module" or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _reads(child)
