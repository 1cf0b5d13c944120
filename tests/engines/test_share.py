"""The share of the work that was taken in: by bytes, as far as sources tell how many they have."""

from __future__ import annotations

from pathlib import Path

from reportedly.engines.share import Share
from reportedly.page import Limits, Page, Source, each_page


def shares(sources: list[Source]) -> list[float | None]:
    share = Share(sources, Limits())
    return [share.at(found.of) for found in each_page(sources, Limits(), share.took)]


def test_files_count_by_their_bytes_wherever_they_are(tmp_path: Path) -> None:
    for name, size in (("a/1.txt", 100), ("a/b/2.txt", 300), ("c.txt", 400)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    sources: list[Source] = [tmp_path / "a", tmp_path / "c.txt", Page(b"x" * 200, "held")]
    assert shares(sources) == [0.1, 0.4, 0.8, 1.0]
    assert shares([tmp_path / "missing", tmp_path / "c.txt"]) == [0.0, 1.0]


def test_a_file_of_many_pages_counts_as_far_as_it_was_read(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text('{"text": "one"}\n' * 50_000)
    done = [share or 0 for share in shares([tmp_path / "lines.jsonl"])]
    assert done == sorted(done)
    assert 0.45 < done[25_000] < 0.7
    assert done[-1] == 1.0


def test_nobody_knows_how_much_comes_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    unknown: list[list[Source]] = [["-"], [tmp_path / "a.txt", "-"], ["https://example.org/feed"], [tmp_path / "none"]]
    for sources in unknown:
        assert Share(sources, Limits()).at(0) is None
    share = Share(["https://example.org/1", "https://example.org/2"], Limits())
    assert [share.at(0), share.at(1)] == [0.5, 1.0]
