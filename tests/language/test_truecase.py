from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.language.truecase import truecase

TOLD = "Lorry drivers say the border at Kesten is closed. Police in Kesten deny it. NATO leaves."


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Drivers Say Border At Kesten Leaves Hundreds Hungry", "Drivers say border at Kesten leaves hundreds hungry"),
        ("Stranded: NATO Leaves Kesten Without Warning", "Stranded: NATO leaves Kesten without warning"),
        ("Drivers say border at Kesten is closed", "Drivers say border at Kesten is closed"),
        ("DRIVERS SAY BORDER AT KESTEN IS CLOSED", "DRIVERS SAY BORDER AT KESTEN IS CLOSED"),
        ("Border Closed", "Border Closed"),
    ],
)
def test_a_title_is_written_as_the_report_writes(headline: str, expected: str) -> None:
    assert truecase(headline, TOLD) == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_offsets_hold(headline: str, told: str) -> None:
    assert len(truecase(headline, told)) == len(headline)
