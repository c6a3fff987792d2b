"""A small timetable to be spoiled in tests: two lines in an invented town."""

from __future__ import annotations

import zipfile
from pathlib import Path

TABLES = {
    "stops": """stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding,parent_station
A,Quay,51.50,-3.00,1,
B,Market,51.51,-3.00,2,
C,Hall,51.52,-3.00,,S
D,Hill,51.53,-3.00,0,
S,Station,51.52,-3.00,1,
""",
    "trips": """route_id,service_id,trip_id,wheelchair_accessible
R,week,early,1
R,week,late,2
R,sunday,rest,
""",
    "calendar": """service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
week,1,1,1,1,1,0,0,20230601,20230630
sunday,0,0,0,0,0,0,1,20230601,20230630
""",
    "stop_times": """trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type
early,08:00:00,08:00:00,A,1,0,1
early,08:05:00,08:06:00,B,2,0,0
early,08:12:00,08:12:00,C,3,1,0
late,23:50:00,23:50:00,A,1,,
late,24:05:00,24:05:00,B,2,,
late,25:10:00,25:10:00,D,3,,
rest,10:00:00,10:00:00,A,1,,
rest,10:20:00,10:20:00,D,4,,
""",
}


def folder_of(folder: Path, **changed: str | None) -> Path:
    """Write the tables, some changed or (None) left out."""
    for name, text in (TABLES | changed).items():
        if text is not None:
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def zip_of(path: Path, inside: str = "", **changed: str | None) -> Path:
    """Write the tables as a zip, in a folder ``inside`` it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (TABLES | changed).items():
            if text is not None:
                archive.writestr(f"{inside}{name}.txt", text)
    return path
