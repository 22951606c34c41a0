"""A pack, opened with pyarrow and nothing of Glasscrate's, and what `docs/pack-format.md` says of its files."""

import hashlib
import re
import tomllib
from pathlib import Path

import pyarrow as pa

PAGE = Path(__file__).parents[2] / "docs" / "pack-format.md"

TYPES = {"text": pa.utf8(), "u8": pa.uint8(), "u16": pa.uint16(), "u32": pa.uint32(), "u64": pa.uint64()}

#: Names with one type behind them, as the table of the page has them.
COLUMNS = re.compile(r"((?:`\w+`(?:, )?)+) ((?:list of )?(?:text|u8|u16|u32|u64))\b")


class Wrong(Exception):
    """Something is not as it was said to be."""


def schemas() -> dict[str, pa.Schema]:
    """The schema of every table, as the page has it."""
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if row := re.match(r"\| `(\w+)\.arrow` \|.*?\|(.*)\|$", line):
            fields = []
            for names, kind in COLUMNS.findall(row[2]):
                plain = TYPES[kind.removeprefix("list of ")]
                item = pa.list_(pa.field("item", plain, nullable=False)) if kind.startswith("list") else plain
                fields += [pa.field(name, item, nullable=False) for name in re.findall(r"\w+", names)]
            found[row[1]] = pa.schema(fields)
    return found


class Pack:
    """The tables of a pack by name, each with its row numbers as a column `id`, and the card.

    `keys`, which has an `id` of its own, gets them as `row`.
    """

    def __init__(self, folder: Path):
        self.card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
        self.tables: dict[str, pa.Table] = {}
        said = schemas()
        files = {file.stem for file in folder.glob("*.arrow")}
        if files != set(said):
            raise Wrong(f"{folder.name}: tables {sorted(files)} where the page has {sorted(said)}")
        for name, schema in said.items():
            table = opened(folder / f"{name}.arrow", schema)
            if digest(folder / f"{name}.arrow") != self.card["files"][f"{name}.arrow"]:
                raise Wrong(f"{name}.arrow: its digest is not the one on the card")
            number = "row" if "id" in schema.names else "id"
            self.tables[name] = table.append_column(number, pa.array(range(len(table)), pa.uint32()))

    def column(self, table: str, column: str) -> list:
        """A column as Python values."""
        return self.tables[table][column].to_pylist()


def opened(path: Path, schema: pa.Schema) -> pa.Table:
    """The table of a file, mapped; refused if anything is not as the page has it."""
    mapped = pa.memory_map(str(path))
    whole = mapped.read_buffer()
    file = pa.ipc.open_file(mapped)
    if not file.schema.equals(schema):
        raise Wrong(f"{path.name}: the schema is\n{file.schema}\nwhere the page has\n{schema}")
    if file.num_record_batches != 1:
        raise Wrong(f"{path.name}: {file.num_record_batches} batches")
    batch = file.get_batch(0)
    batch.validate(full=True)
    for field, column in zip(schema, batch.columns):
        if column.null_count:
            raise Wrong(f"{path.name}: `{field.name}` has nulls")
        for buffer in column.buffers():
            if buffer is None or buffer.size == 0:
                continue
            if not whole.address <= buffer.address <= whole.address + whole.size - buffer.size:
                raise Wrong(f"{path.name}: `{field.name}` is not read in place (compressed?)")
            if (buffer.address - whole.address) % 64:
                raise Wrong(f"{path.name}: `{field.name}` is not aligned to 64 bytes")
    return pa.Table.from_batches([batch])


def digest(path: Path) -> str:
    """As cards have it."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
