"""How many pages a binding takes, and where blank ones stand."""

from __future__ import annotations

import pytest

from press.values.binding import padded


@pytest.mark.parametrize("count", range(1, 66))
def test_a_booklet_has_all_pages_in_order_and_its_back_cover_last(count: int) -> None:
    for back in (0, 1):
        pages = padded(count, 4, back)
        assert len(pages) % 4 == 0
        assert len(pages) - count < 4
        assert [page for page in pages if page is not None] == list(range(count))
        if back:
            assert pages[-1] == count - 1
