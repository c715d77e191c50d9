"""An audit on Spark. Tables are Parquet files in the session's warehouse, dropped at the end."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from discretion.audit.backend import Backend
from discretion.errors import MissingExtra

FIRST_BITS = 1 << 33  # monotonically_increasing_id: the partition above these bits, the row in it below


class Spark(Backend):
    """A session.

    Raises:
        MissingExtra: PySpark is not installed.
    """

    storages = ("hdfs://", "viewfs://", "s3a://", "abfss://", "gs://")

    def __init__(self, url: str) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise MissingExtra("spark", "在 Spark 上核查") from None
        import ibis

        builder = SparkSession.builder.appName("discretion audit")
        master = url.removeprefix("spark://")
        local = master.startswith("local")
        prefix = "discretion-audit-"
        self._folder = tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) if local else None
        if self._folder is not None:  # on a cluster the workers must reach the warehouse: its own setting counts
            builder = builder.config("spark.sql.warehouse.dir", self._folder.name)
            builder = builder.config("spark.ui.enabled", "false")
        if master:
            builder = builder.master(master if local else url)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        self._prefix = f"discretion_{secrets.token_hex(4)}_"
        self._made: list[str] = []
        super().__init__(ibis.pyspark.connect(self.session))

    def store(self, name: str, expression: Any) -> Any:  # noqa: D102
        self._write(name, self.session.sql(self.sql(expression)))
        return self.table(name)

    def append(self, name: str, expression: Any) -> None:  # noqa: D102
        self._write(name, self.session.sql(self.sql(expression)))

    def load(self, name: str, table: Any) -> Any:  # noqa: D102
        self._frame(table).createOrReplaceTempView(name)
        return self.table(name)

    def load_batches(self, name: str, batches: Iterable[Any]) -> Any:  # noqa: D102
        for batch in batches:
            self._write(name, self._frame(batch))
        return self.table(name)

    def parquet(self, path: str | Path, row: str) -> Any:  # noqa: D102
        from pyspark.sql import functions as f

        frame = self.session.read.parquet(str(path)).withColumn("_at", f.monotonically_increasing_id())
        sizes = {item["part"]: item["count"] for item in frame.groupBy(_part().alias("part")).count().collect()}
        before, done = f.lit(0), 0
        for part, size in sorted(sizes.items()):
            before = f.when(_part() == part, done).otherwise(before)
            done += size
        frame = frame.withColumn(row, (before + f.col("_at") % FIRST_BITS + 1).cast("long")).drop("_at")
        name = f"parquet_{secrets.token_hex(4)}"
        frame.createOrReplaceTempView(name)
        return self.table(name)

    def close(self) -> None:  # noqa: D102
        for name in self._made:
            self.session.sql(f"DROP TABLE IF EXISTS {name} PURGE")
        if self._folder is not None:
            self.session.stop()  # the next session must not inherit a warehouse that is gone
            self._folder.cleanup()

    def _frame(self, table: Any) -> Any:
        """Arrow data as a data frame (by way of pandas, nulls would become texts)."""
        kinds = {"int64": "bigint", "double": "double", "bool": "boolean", "string": "string"}
        schema = ", ".join(f"`{field.name}` {kinds[str(field.type)]}" for field in table.schema)
        return self.session.createDataFrame(
            list(zip(*(column.to_pylist() for column in table.columns), strict=True)), schema
        )

    def _write(self, name: str, frame: Any) -> None:
        full = self._prefix + name
        frame.write.mode("append").format("parquet").saveAsTable(full)
        if full not in self._made:
            self._made.append(full)
        self.session.catalog.refreshTable(full)
        self.session.table(full).createOrReplaceTempView(name)  # an older view would not see the new files


def _part() -> Any:
    from pyspark.sql import functions as f

    return f.shiftright(f.col("_at"), 33)
