"""Whatever table an analyst's command is given, it answers honestly or says in plain words why not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile_tables import OPTIONS, broken_laws, hostile_command


@pytest.mark.parametrize("name", OPTIONS)
def test_no_table_makes_a_command_fail_or_print_what_is_no_number(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp(name)

    @settings(max_examples=12, deadline=None)
    @given(st.integers(0, 2**32 - 1))
    def law(seed: int) -> None:
        arguments, paths = hostile_command(name, folder, seed)
        assert broken_laws(arguments, paths) == [], arguments

    law()
