"""Full text search on both stores, so that they answer alike: English stems, no stop words, accents folded.

SQLite has FTS5 tables beside ``claims`` and ``reports``, kept in step by triggers; PostgreSQL has a column ``search``
in each, made by the server, under a text search configuration of our own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reportedly.library.query.tree import Words

FIELDS = {"claims": ("content", "said_by", "source", "ground", "cue", "counted"), "reports": ("headline", "text")}
"""The columns that are searched, by table."""

_WEIGHTS = {"content": "A", "headline": "A", "said_by": "B", "text": "B", "source": "C", "ground": "C", "cue": "C"}
_RARE_WEIGHT = "D"

_ALONE = {"claims": ("said_by", "ground", "cue", "counted"), "reports": ("headline",)}
"""The columns that are also asked for by themselves."""

_MOST_SEARCHED = 250_000
"""Characters of a text that PostgreSQL is given to cut: of its words it holds a megabyte at most, and no row beyond."""

OPENS, CLOSES = "\x02", "\x03"
"""What stands around a found word in the answers of both servers; no text has these characters."""

_WORD = re.compile(r"[^\W_]+")


_ACCENTS = re.compile("[\u0300-\u036f]+")


def bare(text: str) -> str:
    """A text as PostgreSQL looks for words in it: without accents."""
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))


def _parts_words(letter: str) -> bool:
    """Whether a character stands between words, as marks do, and raised numbers that point to notes."""
    category = unicodedata.category(letter)
    return category[0] in "PSZ" or category == "No"


class _Letters(dict[int, str]):
    """Characters to what ``bare`` makes of them where that is one, and marks to spaces; made as they are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = " " if _parts_words(letter) else bare(letter)
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_LETTERS = _Letters()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search term, as both servers cut them."""
    return tuple(_WORD.findall("".join(" " if _parts_words(letter) else letter for letter in text)))


# SQLite


def sqlite_ddl() -> Iterator[str]:
    """The statements that make the FTS5 tables and the triggers that keep them in step."""
    for table, fields in FIELDS.items():
        columns = ", ".join(fields)
        new, old = (", ".join(f"{row}.{field}" for field in fields) for row in ("new", "old"))
        changed = " OR ".join(f"old.{field} IS NOT new.{field}" for field in fields)
        yield (
            f"CREATE VIRTUAL TABLE {table}_search USING fts5({columns}, content='{table}', content_rowid='key', "
            "tokenize='porter unicode61 remove_diacritics 2 categories ''L* Nd Nl Co''')"
        )
        take = f"INSERT INTO {table}_search ({table}_search, rowid, {columns}) VALUES ('delete', old.key, {old});"  # noqa: S608
        put = f"INSERT INTO {table}_search (rowid, {columns}) VALUES (new.key, {new});"  # noqa: S608
        yield f"CREATE TRIGGER {table}_search_put AFTER INSERT ON {table} BEGIN {put} END"
        yield f"CREATE TRIGGER {table}_search_take AFTER DELETE ON {table} BEGIN {take} END"
        yield (
            f"CREATE TRIGGER {table}_search_change AFTER UPDATE OF {columns} ON {table} WHEN {changed} "
            f"BEGIN {take} {put} END"
        )


def fts5(words: Words, fields: tuple[str, ...] = ()) -> str | None:
    """A term as FTS5 is asked for it, within some of the columns; nothing where it holds no word.

    Words go in between quotation marks, so that nothing in them is taken for syntax.
    """
    found = words_of(_ACCENTS.sub("", unicodedata.normalize("NFC", words.text)))
    if not found:
        return None
    star = "*" if words.prefix else ""
    term = f'"{" ".join(found)}"{star}' if words.phrase or len(found) > 1 else f'"{found[0]}"{star}'
    return f"{{{' '.join(fields)}}} : {term}" if fields else term


# PostgreSQL


def postgresql_ddl() -> Iterator[str]:
    """The statements that make the configuration, the columns and their indexes."""
    # What ``bare`` does, and marks to spaces.
    yield (
        "CREATE FUNCTION reportedly_folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN "
        "regexp_replace("
        "normalize(regexp_replace(normalize(coalesce($1, ''), NFD), '[\\u0300-\\u036f]+', '', 'g'), NFC), "
        "'[!-/:-@\\[-`{-~\\u00a0-\\u00bf"
        "\\u2010-\\u2070\\u2074-\\u207e\\u2080-\\u208e\\u20a0-\\u21ff\\u2460-\\u249b]', ' ', 'g')"
    )
    # Its English differs from FTS5's Porter in few words ("spies"); its Porter would take "is" for "I".
    yield "CREATE TEXT SEARCH DICTIONARY reportedly_stem (TEMPLATE = snowball, LANGUAGE = english)"
    yield "CREATE TEXT SEARCH CONFIGURATION reportedly (COPY = simple)"
    yield (
        "ALTER TEXT SEARCH CONFIGURATION reportedly ALTER MAPPING FOR asciiword, word, asciihword, hword, "
        "hword_asciipart, hword_part, numword, numhword, hword_numpart WITH reportedly_stem"
    )
    for table, fields in FIELDS.items():
        parts = " || ".join(
            f"setweight({vector_sql(field)}, '{weight}')"
            for field in fields
            for weight in (_WEIGHTS.get(field, _RARE_WEIGHT),)
        )
        yield f"ALTER TABLE {table} ADD COLUMN search tsvector GENERATED ALWAYS AS ({parts}) STORED"
        yield f"CREATE INDEX {table}_by_search ON {table} USING gin (search)"
        # Weights are not in an index, so what is asked for by itself has one of its own.
        for field in _ALONE[table]:
            yield f"CREATE INDEX {table}_by_{field}_words ON {table} USING gin ({vector_sql(field)})"


def vector_sql(field: str, table: str | None = None) -> str:
    """PostgreSQL's expression for the words of a column."""
    column = f"{table}.{field}" if table else field
    return f"to_tsvector('reportedly', reportedly_folded(left({column}, {_MOST_SEARCHED})))"


def tsquery(words: Words) -> str | None:
    """A term as PostgreSQL's ``to_tsquery`` is asked for it; nothing where it holds no word."""
    # A term of which the server sees no word would be left out of a query, as if all had it.
    found = words_of("".join(c if c.isalpha() or c.isdecimal() else " " for c in bare(words.text)))
    if not found:
        return None
    last = len(found) - 1
    terms = [f"'{word}'" + (":*" if words.prefix and at == last else "") for at, word in enumerate(found)]
    return "(" + " <-> ".join(terms) + ")"


def folded(text: str) -> str:
    """A text without accents and marks, character for character."""
    return text.translate(_LETTERS)


def headline_sql() -> str:
    """PostgreSQL's statement for texts with the found words of ``:terms`` between ``OPENS`` and ``CLOSES``."""
    return (
        "SELECT ts_headline('reportedly', one, to_tsquery('reportedly', :terms), "  # noqa: S608
        f"'HighlightAll=true, StartSel={OPENS}, StopSel={CLOSES}') "
        "FROM unnest(CAST(:texts AS text[])) WITH ORDINALITY AS asked (one, place) ORDER BY place"
    )
