r"""Documents: YAML and JSON read strictly, with positions; models that fail kindly; files written whole.

>>> document = read("facts:\n  gross_mass_kg: 60000\n", "case.yaml")
>>> document.data["facts"]["gross_mass_kg"]
60000
>>> str(document.position(("facts", "gross_mass_kg")))
'case.yaml:2:18'
"""

from discretion.documents.columns import columns
from discretion.documents.document import Document, Path, under
from discretion.documents.dump import dump
from discretion.documents.fields import Day, Exact, Many
from discretion.documents.files import bounded, open_regular, printable, read, read_file, write_atomically
from discretion.documents.folders import new_folder, write_all
from discretion.documents.messages import complaint, show
from discretion.documents.models import problems, validate
from discretion.documents.plain_data import from_data
from discretion.documents.scalars import plain
from discretion.documents.text import canonical_bytes

__all__ = [
    "Day",
    "Document",
    "Exact",
    "Many",
    "Path",
    "bounded",
    "canonical_bytes",
    "columns",
    "complaint",
    "dump",
    "from_data",
    "new_folder",
    "open_regular",
    "plain",
    "printable",
    "problems",
    "read",
    "read_file",
    "show",
    "under",
    "validate",
    "write_all",
    "write_atomically",
]
