"""Runs a lesson's notebook from top to bottom in a real kernel and says what was wrong."""

import asyncio


def run(notebook, folder):
    """Execute `notebook` in `folder` and return ``(executed notebook, problems)``.

    A problem is an error, anything on stderr (a warning among it), or a picture without alt text.
    """
    from nbclient import NotebookClient

    # The kernel would warn on the terminal that its loopback sockets are not encrypted.
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        allow_errors=True,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    asyncio.run(client.async_execute())  # also in a thread, and leaves no event loop behind
    problems = []
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            problem = _problem(output)
            if problem:
                problems.append(f"cell {number} ({cell.source.splitlines()[0][:40]}): {problem}")
    return notebook, problems


def _problem(output):
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    if output.output_type == "stream" and output.name == "stderr":
        return output.text.strip().splitlines()[-1][:120]
    data = output.get("data", {})
    pictured = any(kind.startswith("image/") for kind in data)
    if pictured and not _alt_text(output):
        return "a picture without alt text"
    return None


def _alt_text(output):
    """Return a picture's alternative text, from its HTML or its metadata."""
    import re

    html = "".join(output.get("data", {}).get("text/html", ""))
    found = re.search(r'alt="([^"]+)"', html)
    if found:
        return found[1]
    return next(
        (
            m["alt"]
            for m in output.get("metadata", {}).values()
            if isinstance(m, dict) and m.get("alt")
        ),
        "",
    )
