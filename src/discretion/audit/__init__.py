"""Audit: closed decisions in columns, each against the benchmark. Needs the extra ``audit`` (Ibis, DuckDB, Arrow)."""
