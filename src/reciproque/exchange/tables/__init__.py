"""Reading a table whatever wrote it: separator, encoding and sheet are found, never asked for."""

from .reading import MAX_COLUMNS, MAX_ROWS, Row, Table, opened

__all__ = ["MAX_COLUMNS", "MAX_ROWS", "Row", "Table", "opened"]
