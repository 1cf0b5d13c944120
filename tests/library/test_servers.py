"""The server that the library's tests run against is a real one, theirs alone, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.library import servers


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_gets_an_empty_database(address: str, time: str) -> None:
    engine = create_engine(address if "://" in address else f"sqlite:///{address}", poolclass=NullPool)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (word text)"))
        connection.execute(text("INSERT INTO kept VALUES ('Kårstø')"))
        assert connection.execute(text("SELECT word FROM kept")).scalar_one() == "Kårstø"


def test_the_server_knows_more_letters_than_those_of_english(postgresql: str) -> None:
    with create_engine(postgresql, poolclass=NullPool).connect() as connection:
        assert connection.execute(text("SELECT lower('ÅØÉ'), 'KÅRSTØ' ILIKE 'kårstø'")).one() == ("åøé", True)


def test_a_database_goes_even_while_somebody_is_connected(postgresql: str) -> None:
    with servers.database(postgresql) as new:
        left_open = create_engine(new).connect()
    with pytest.raises(OperationalError, match="does not exist"):
        create_engine(new, poolclass=NullPool).connect()
    left_open.invalidate()


@pytest.mark.usefixtures("postgresql")
def test_nothing_is_left_of_a_server_after_a_failure() -> None:
    programs = servers.binaries()
    assert programs is not None
    with pytest.raises(ZeroDivisionError), servers.running(programs) as server:
        folder = Path(str(make_url(server).query["host"]))
        connection = create_engine(server).connect()
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
        raise ZeroDivisionError
    with pytest.raises(OperationalError):
        connection.execute(text("SELECT 1"))
    connection.invalidate()
    assert not folder.exists()
