"""The words of the law held against what is encoded of it."""

from discretion.check.text.articles import (
    CITED,
    DECREE,
    ITEM,
    NUMERAL,
    Text,
    chinese_number,
    clause_texts,
    days_in,
    items_of,
    narrow,
    number_of,
    said_by,
    text_of,
)
from discretion.check.text.compare import KINDS, NUMBERS, Compared, put_together, read_law
from discretion.check.text.data import LawData
from discretion.check.text.difference import TextDifference
from discretion.check.text.pairs import affirms, telling_pairs, weight_of, weights_of
from discretion.check.text.usage import Usage
from discretion.check.text.users import Users, users_of
from discretion.check.text.vocabulary import FREE, ONCE
from discretion.check.text.words import KEYS, MEASURES

__all__ = [
    "CITED",
    "DECREE",
    "FREE",
    "ITEM",
    "KEYS",
    "KINDS",
    "MEASURES",
    "NUMBERS",
    "NUMERAL",
    "ONCE",
    "Compared",
    "LawData",
    "Text",
    "TextDifference",
    "Usage",
    "Users",
    "affirms",
    "chinese_number",
    "clause_texts",
    "days_in",
    "items_of",
    "narrow",
    "number_of",
    "put_together",
    "read_law",
    "said_by",
    "telling_pairs",
    "text_of",
    "users_of",
    "weight_of",
    "weights_of",
]
