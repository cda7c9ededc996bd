"""Figures -> a Parquet file. The only user of pyarrow (Apache-2.0), which comes with the extra `parquet`.

The columns are those of `FACT_FIELDS` (`fact_json`), which stand in the file's own metadata as a Frictionless table schema, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from bot.errors import FactFileError
from bot.presentation.fact_json import fact_schema, fact_to_row
from retrieval.domains.work_reports.facts.records import Fact

_AT_ONCE = 20_000
"""Records of a row group: some 6 MB before they are packed."""
_SCHEMA_KEY = "frictionless"


def write_parquet(facts: Iterable[Fact], file: Path) -> int:
    """Write figures, some thousand at a time.

    Args:
        facts: in the order in which they are to stand.
        file: is written anew.

    Returns:
        How many there are.

    Raises:
        FactFileError: pyarrow is not installed, or the file cannot be written.
    """
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        import pyarrow.parquet  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise FactFileError(file, 'pyarrow is missing: pip install "yinju[parquet]"') from error
    types = {"string": pyarrow.string(), "integer": pyarrow.int32(), "boolean": pyarrow.bool_()}
    schema = pyarrow.schema(
        [(field["name"], types[field["type"]]) for field in fact_schema()["fields"]],
        metadata={_SCHEMA_KEY: json.dumps(fact_schema(), ensure_ascii=False)},
    )
    count = 0
    try:
        with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            rest = iter(facts)
            while rows := [fact_to_row(fact) for fact in islice(rest, _AT_ONCE)]:
                writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
                count += len(rows)
    except OSError as error:
        raise FactFileError(file, error.strerror or "it cannot be written") from error
    return count
