"""Reads the tables of a knowledge base with pandas, which knows nothing of Pyner.

    ./run.sh KB        looks whether pandas is there, then runs it
    python3 tables.py KB

Writes a JSON object per table and line: its name, the rows, and for each column its type, how many rows have no value in it, how many
distinct values it has, and the first that there is.
"""
import json
import pathlib
import sys

import pandas


def plain(value):
    """A value of a column as JSON has it."""
    return value.item() if hasattr(value, "item") else value


def describe(folder):
    frame = pandas.read_parquet(folder)
    columns = {}
    for name in frame.columns:
        values = frame[name].dropna()
        columns[name] = {
            "type": str(frame[name].dtype),
            "nulls": int(frame[name].isna().sum()),
            "distinct": int(values.nunique()),
            "first": plain(values.iloc[0]) if len(values) else None,
        }
    return {"table": folder.name, "rows": len(frame), "columns": columns}


def main(arguments):
    if len(arguments) != 1:
        sys.exit("usage: python3 tables.py KB")
    tables = pathlib.Path(arguments[0], "tables")
    for folder in sorted(path for path in tables.iterdir() if path.is_dir()):
        print(json.dumps(describe(folder), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
