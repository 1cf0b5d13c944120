"""One page in a wrapper: MHTML, PDF, compressed."""

from __future__ import annotations

import bz2
import gzip
import subprocess
import sys
import tracemalloc
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from time import monotonic

import pytest
from fastwarc.stream_io import ZstdWriter
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import Refused
from reportedly.page import Held, Limits, Page, pages, read_page
from tests.page.sources.made import article, gzipped, record

ONE = article("Dam holds – for now")


def read(data: bytes, tmp_path: Path, limits: Limits | None = None) -> Page | Refused:
    path = tmp_path / "saved"
    path.write_bytes(data)
    (found,) = pages(str(path), limits or Limits())
    assert not isinstance(found, Held)
    return found


def code(found: Page | Refused) -> str:
    return found.code if isinstance(found, Refused) else "page"


def mhtml(page: bytes = ONE, coding: str = "quoted-printable") -> bytes:
    whole = MIMEMultipart("related", type="text/html", boundary="----Boundary=_1")
    whole["Snapshot-Content-Location"] = "https://example.org/dam"
    whole["Subject"] = "Dam holds"
    whole["Date"] = "Sun, 17 Nov 2019 09:30:00 -0000"
    root = MIMEText(page.decode(), "html", "utf-8")
    root.replace_header("Content-Transfer-Encoding", coding)
    if coding == "quoted-printable":
        import quopri

        root.set_payload(quopri.encodestring(page).decode())
    root["Content-Location"] = "https://example.org/dam?a=1"
    whole.attach(MIMEImage(b"\x89PNG\r\n\x1a\n", "png"))
    whole.attach(root)
    return whole.as_bytes().replace(b"\n", b"\r\n")


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
def test_a_page_saved_by_a_browser(coding: str, tmp_path: Path) -> None:
    found = read(mhtml(coding=coding), tmp_path)
    assert isinstance(found, Page)
    assert found.source == str(tmp_path / "saved")
    assert found.address == "https://example.org/dam?a=1"
    report = read_page(found)
    assert report.headline == "Dam holds – for now"
    assert report.retrieved == "2019-11-17T09:30:00Z"
    assert report.published.basis == "none"


def test_mhtml_without_a_page_and_mhtml_of_parts_without_end(tmp_path: Path) -> None:
    assert code(read(mhtml(b" "), tmp_path)) == "no-pages"
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
    began = monotonic()
    for parts in (
        b"--b\nContent-Type: text/css\n\nx\n" * 100_000,
        b'--b\nContent-Type: multipart/related; boundary="b"\n\n' * 20_000,
        b"--b\nContent-Type: text/css; " + b"a=b;" * 200_000 + b"\n\nx\n",
        b"X: y\n" * 200_000,
        b"",
    ):
        assert code(read(head + parts, tmp_path)) == "no-pages"
    assert monotonic() - began < 60  # and not hours


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_mhtml_does_harm(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    saved = bytearray(SAVED)
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(saved) - 1), st.integers(0, 255)), max_size=9)):
        saved[at] = byte
    read(bytes(saved[: data.draw(st.integers(1, len(saved)))]), tmp_path_factory.getbasetemp())


SAVED = mhtml()


def zstd(data: bytes, folder: Path) -> bytes:
    path = folder / "made.zst"
    writer = ZstdWriter(str(path))
    writer.write(data)
    writer.finish()
    writer.close()
    return path.read_bytes()


def test_compressed_pages(tmp_path: Path) -> None:
    for packed in (gzip.compress(ONE), bz2.compress(ONE), zstd(ONE, tmp_path), gzip.compress(bz2.compress(ONE))):
        found = read(packed, tmp_path)
        assert isinstance(found, Page)
        assert found.data == ONE
        assert found.source == str(tmp_path / "saved")


def test_wrappers_in_wrappers(tmp_path: Path) -> None:
    for wrapped in (mhtml(), b'{"html": "<p>The dam is safe.</p>"}', gzipped([record(ONE)]), pdf(["The dam is safe."])):
        assert code(read(gzip.compress(wrapped), tmp_path)) == "page"
    assert code(read(gzip.compress(gzip.compress(gzip.compress(ONE))), tmp_path)) == "page"
    found = read(gzip.compress(gzip.compress(gzip.compress(ONE))), tmp_path)
    assert isinstance(found, Page)
    with pytest.raises(Refused, match="gzip"):
        read_page(found)


def test_bombs_and_broken_data_are_refused(tmp_path: Path) -> None:
    limits = Limits(max_bytes=1_000_000)
    zeros = bytes(60_000_000)
    bombs = (gzip.compress(zeros, 1), bz2.compress(zeros), zstd(zeros, tmp_path))
    del zeros
    for bomb in bombs:
        tracemalloc.start()
        assert code(read(bomb, tmp_path, limits)) == "too-large"
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
        tracemalloc.stop()
        assert code(read(bomb[: len(bomb) // 2], tmp_path)) in ("too-large", "damaged")
    for packed in (gzip.compress(ONE), bz2.compress(ONE), zstd(ONE, tmp_path)):
        assert code(read(packed[:-4], tmp_path)) == "damaged"
        assert code(read(packed[:20], tmp_path)) == "damaged"


def pdf(lines: list[str], *, footer: str = "", sheets: int = 1) -> bytes:
    """A PDF of some lines; an empty one is a gap between paragraphs."""
    text = "".join(f"({line}) Tj T*\n" for line in lines)
    content = f"BT /F 12 Tf 14 TL 72 700 Td\n{text}ET\nBT /F 8 Tf 20 15 Td ({footer}) Tj ET".encode("latin-1")
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + sheets))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {sheets} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Title (Dam holds) /Author (Ann Lee) /CreationDate (D:20191117093000+01'00') >>",
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R"
            b" /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        ]
        * sheets,
    ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def test_the_text_of_a_pdf_in_paragraphs(tmp_path: Path) -> None:
    lines = [
        "The dam is safe, the mayor said on",
        "Monday, and well-",
        "known to leak.",
        "",
        "Nobody was hurt, she said.",
    ]
    found = read(pdf(lines, footer="https://example.org/dam"), tmp_path)
    assert isinstance(found, Page)
    assert found.data.decode().splitlines() == [
        "The dam is safe, the mayor said on Monday, and well-known to leak.",
        "Nobody was hurt, she said.",
    ]
    assert found.address == "https://example.org/dam"
    report = read_page(found)
    assert report.retrieved == "2019-11-17T09:30:00+01:00"
    assert report.published.basis == "none"
    assert report.bylines == ("Ann Lee",)


def test_pdfs_that_cannot_be_read(tmp_path: Path) -> None:
    whole = pdf(["The dam is safe."])
    assert code(read(pdf([]), tmp_path)) == "pdf"
    assert code(read(pdf(["x"], sheets=60), tmp_path)) == "pdf"
    assert code(read(b"%PDF-1.7\n" + bytes(1000), tmp_path)) == "pdf"
    assert code(read(whole, tmp_path, Limits(total=0.001))) == "timeout"
    assert code(read(whole[: len(whole) // 2], tmp_path)) in ("pdf", "page")


def test_without_the_extra_the_refusal_says_what_to_install(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf(["The dam is safe."]))
    code = (
        "import sys; sys.modules['pdfminer'] = None\n"
        "from reportedly.page import Limits, pages\n"
        "print(*pages(sys.argv[1], Limits()))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "pip install 'reportedly[pdf]'" in done.stdout
