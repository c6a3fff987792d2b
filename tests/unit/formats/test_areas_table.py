from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from seedbed.errors import BadInputError
from seedbed.formats.areas_table import read_areas_table


@pytest.mark.parametrize("start", ["", '{"a": "'])
def test_a_list_of_links_to_other_files_is_not_followed(tmp_path: Path, start: str) -> None:
    other = tmp_path / "other.geojson"
    other.write_bytes(shapely.to_geojson(shapely.box(0, 51, 1, 52)).encode())
    path = tmp_path / "areas.geojson"
    path.write_text(
        f'{start}<OGRVRTDataSource><OGRVRTLayer name="other"><SrcDataSource>{other}</SrcDataSource></OGRVRTLayer>'
        "</OGRVRTDataSource>",
        encoding="utf-8",
    )
    with pytest.raises(BadInputError, match="areas cannot be read"):
        read_areas_table(path, "code")
