"""JupyterLab of a briefing project; `briefing lab` starts it."""

import json
import os
import re
import warnings

import jupytext.async_contentsmanager
from jupytext.cell_reader import MarkdownCellReader
from tornado.web import HTTPError

c = get_config()  # noqa: F821

c.ServerApp.ip = "127.0.0.1"
c.ServerApp.port_retries = 0
# Only on loopback and behind a token; in containers, every user is root.
c.ServerApp.allow_root = True
c.Application.log_level = "ERROR"
c.FileContentsManager.preferred_dir = os.environ["BRIEFING_NOTEBOOKS"]
# The language server starts npm, which writes to the home folder; use the system's terminals.
c.ServerApp.jpserver_extensions = {
    "jupyter_lsp": False,
    "jupyter_server_terminals": False,
    "jupyterlab_jupytext": True,
}
c.LabApp.news_url = None
c.LabApp.extension_manager = "readonly"
# Only the kernel of the notebooks.
c.KernelSpecManager.ensure_native_kernel = False
c.KernelSpecManager.allowed_kernelspecs = {"tslab"}
c.MappingKernelManager.default_kernel_name = "tslab"

# Jupyter executes this file once for the server and once for the Lab.
warnings.filterwarnings("ignore", "Overriding existing pre_save_hook")

# What briefing clean removes and sets: written at every start, by the same code.
with open(os.environ["BRIEFING_STORED_FORM"], encoding="utf-8") as file:
    stored_form = json.load(file)


def without(mapping, keys):
    for key in keys:
        mapping.pop(key, None)


def clean_part(metadata, key, keys):
    """Removes keys from one part of the metadata, and the part itself if it becomes empty."""
    part = metadata.get(key)
    if not isinstance(part, dict) or not any(name in part for name in keys):
        return
    without(part, keys)
    if not part:
        del metadata[key]


def clean_cell(cell):
    metadata = cell.get("metadata", {})
    without(metadata, stored_form["cell"])
    clean_part(metadata, "jupyter", stored_form["jupyter"])
    ours = metadata.get(stored_form["factsKey"])
    if isinstance(ours, dict) and "status" in ours:
        clean_part(metadata, stored_form["factsKey"], stored_form["facts"])
    if cell.get("cell_type") != "code":
        return
    cell["execution_count"] = None
    # The outputs of a cell that is never executed are displayed as stored.
    if "skip-execution" not in metadata.get("tags", []):
        cell["outputs"] = []


def clean_notebook(content):
    metadata = content.get("metadata", {})
    without(metadata, [*stored_form["notebook"], "widgets"])
    kernel = stored_form["kernel"]
    if metadata.get("kernelspec", {}).get("name") == kernel["kernelspec"]["name"]:
        metadata["kernelspec"].update(kernel["kernelspec"])
        metadata["language_info"] = kernel["language_info"]
    for cell in content.get("cells", []):
        clean_cell(cell)


def save_the_stored_form(model, path, contents_manager, **_):
    """Saves only authored content to the file; the open view keeps its outputs."""
    if model.get("type") != "notebook":
        return
    content = model.get("content")
    if not isinstance(content, dict) or content.get("nbformat") != 4:
        return
    try:
        clean_notebook(content)
    except Exception as error:
        # An exception of any other kind would be logged and the outputs saved.
        raise HTTPError(500, f"{path} is not saved: its outputs cannot be taken out ({error!r}).") from error


c.FileContentsManager.pre_save_hook = save_the_stored_form

# Text notebooks (.md), which jupytext opens: no file but theirs is a notebook, and all attributes of cells are kept.
c.JupytextConfiguration.notebook_extensions = "ipynb,md"
c.JupytextConfiguration.cell_metadata_filter = "all"
# As briefing reads them: fences of other languages that Jupyter knows (sh, python, sql) are shown, not executed.
MarkdownCellReader.start_code_re = re.compile(r"^```(`*)(\s*)(typescript)($|\s.*$)")
read_text = jupytext.async_contentsmanager.reads
write_text = jupytext.async_contentsmanager.writes


def read_with_the_kernel(text, *arguments, **options):
    """A text notebook names no kernel; JupyterLab would add it on opening, and mark the notebook as changed."""
    notebook = read_text(text, *arguments, **options)
    kernel = stored_form["kernel"]
    spec = notebook.metadata.setdefault("kernelspec", {})
    if spec.get("name", kernel["kernelspec"]["name"]) == kernel["kernelspec"]["name"]:
        spec.update(kernel["kernelspec"])
        notebook.metadata["language_info"] = kernel["language_info"]
    return notebook


def write_the_stored_form(notebook, **options):
    """Writes a text notebook without what executing and viewing left, and with the metadata that it had."""
    clean_notebook(notebook)
    metadata = notebook.metadata
    settings = metadata.get("jupytext", {})
    # "-all": the file names no kernel and no other metadata. With a version, jupytext wrote its first lines itself.
    had_none = settings.get("notebook_metadata_filter") == "-all"
    is_jupytexts_own = "format_version" in settings.get("text_representation", {})
    if not had_none and not is_jupytexts_own:
        added = ["jupytext", "language_info"]
        is_ours = metadata.get("kernelspec", {}).get("name") == stored_form["kernel"]["kernelspec"]["name"]
        if is_ours and any(key not in ["kernelspec", *added] for key in metadata):
            added.append("kernelspec")
        metadata["jupytext"] = {**settings, "notebook_metadata_filter": ",".join(["all", *(f"-{key}" for key in added)])}
    return write_text(notebook, **options)


jupytext.async_contentsmanager.reads = read_with_the_kernel
jupytext.async_contentsmanager.writes = write_the_stored_form
