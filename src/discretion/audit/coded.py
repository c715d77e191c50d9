"""Columns as numbers of their different values: what these mean is worked out once, for all rows that have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple


class Coded(NamedTuple):
    """The number of each row's text, -1 where there is none; and the texts."""

    codes: Any
    texts: Sequence[str]


def coded(pieces: Iterable[Any]) -> Coded:
    """Pieces of an Arrow column, plain or dictionaries."""
    import numpy as np
    import pyarrow as pa

    plain = [piece if pa.types.is_dictionary(piece.type) else piece.dictionary_encode() for piece in pieces]
    found = plain[0] if len(plain) == 1 else pa.chunked_array(plain).unify_dictionaries().combine_chunks()
    codes = (found.indices.fill_null(-1) if found.null_count else found.indices).to_numpy(zero_copy_only=False)
    kind = np.min_scalar_type(-len(found.dictionary) - 1)  # millions of rows, few different texts
    return Coded(codes.astype(kind, copy=False), found.dictionary.to_pylist())


def kinds(key: Any) -> tuple[Any, Any]:
    """The number of each row's value among the different ones, and the first row of each of these."""
    import numpy as np
    import pyarrow as pa

    found = pa.array(key).dictionary_encode()
    codes, first = found.indices.to_numpy(), np.zeros(len(found.dictionary), "int64")
    first[codes[::-1]] = np.arange(len(key))[::-1]
    return codes, first


def meant(codes: Any, by: Iterable[Any], none: Any, kind: str) -> Any:
    """What rows have, where each code means something, and -1 that there is none."""
    import numpy as np

    return np.array([*by, none], kind)[codes]  # the last one is that of -1


def nullable(values: Any, lacking: Any) -> Any:
    """Values as an Arrow array: numbers as they lie in memory, truths as bits."""
    import numpy as np
    import pyarrow as pa

    there = _bits(~lacking) if lacking.any() else None
    own = _bits(values) if values.dtype == np.bool_ else pa.py_buffer(values)
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [there, own])


def _bits(truths: Any) -> Any:
    import numpy as np
    import pyarrow as pa

    return pa.py_buffer(np.packbits(truths, bitorder="little"))


def texts(codes: Any, by: Sequence[str | None]) -> Callable[[Any], Any]:
    """What gives the texts of some rows as an Arrow dictionary: ``by`` the number of each row, none for -1."""
    import numpy as np
    import pyarrow as pa

    found = pa.array(by, pa.string()).dictionary_encode()  # different codes may mean the same
    kind = np.min_scalar_type(-len(found.dictionary) - 1)
    meaning = np.array([*found.indices.fill_null(-1).to_pylist(), -1], kind)  # the last one is that of -1

    def of(rows: Any) -> Any:
        own = meaning.take(codes[rows])
        return pa.DictionaryArray.from_arrays(nullable(own, own < 0), found.dictionary, safe=False)

    return of
