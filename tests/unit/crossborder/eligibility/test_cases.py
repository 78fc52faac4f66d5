"""Every route carries cases, and comes to what they expect."""

import pytest
from tests.unit.crossborder.eligibility.cast import book, ports

from assay.crossborder.eligibility import load_cases, run_cases
from assay.crossborder.rules import SHIPPED

FOLDERS = sorted(path for path in (SHIPPED / "routes").iterdir() if path.is_dir())
LEAST = 4


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_route_comes_to_what_its_cases_expect(folder):
    cases = load_cases(folder)
    assert len(cases) >= LEAST, f"{folder.name} needs at least {LEAST} cases"
    assert len({case.title for case in cases}) == len(cases)
    results = run_cases(book().routes[folder.name], cases, ports())
    assert [result.fault for result in results if result.fault] == []
