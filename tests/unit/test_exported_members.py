"""The public list is deliberate."""

import subprocess
import sys

import assay


def test_every_public_name_resolves_and_the_list_is_sorted() -> None:
    """No name dangles; each has a docstring."""
    assert assay.__all__ == sorted(assay.__all__)
    assert all(getattr(assay, name).__doc__ for name in assay.__all__)


def test_the_lists_agree() -> None:
    """What is offered lazily is what is listed."""
    assert sorted(assay._HOMES) == assay.__all__
    assert set(assay.__all__) <= set(dir(assay))


def test_the_import_loads_nothing_heavy() -> None:
    """A bare import stays light: no NumPy, no lxml, no PDF library, no Rich."""
    code = "import sys, assay; print([m for m in ('numpy', 'lxml', 'pypdfium2', 'rich', 'yaml') if m in sys.modules])"

    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )
