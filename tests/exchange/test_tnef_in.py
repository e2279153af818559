"""winmail.dat: files in it come out as they were, and damage ends nothing."""

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.mail.mail_parts import taken_apart
from app.exchange.mail.tnef_in import files_of, is_tnef


def attribute(kind: int, value: bytes, level: bytes = b"\x02") -> bytes:
    check = sum(value) & 0xFFFF
    return level + struct.pack("<II", kind, len(value)) + value + struct.pack("<H", check)


def text(number: int, words: str) -> bytes:
    value = f"{words}\0".encode("utf-16-le")
    head = struct.pack("<HHII", 0x1F, number, 1, len(value))
    return head + value + bytes(-len(value) % 4)


def named(words: str) -> bytes:
    """A property with a name of its own, of two numbers."""
    name = f"{words}\0".encode("utf-16-le")
    head = struct.pack("<HH", 0x1003, 0x8001) + bytes(16) + struct.pack("<II", 1, len(name))
    return head + name + bytes(-len(name) % 4) + struct.pack("<III", 2, 7, 8)


PDF = bytes(range(256)) * 9
WRAPPED = (
    b"\x78\x9f\x3e\x22\x01\x00" + attribute(0x00089006, struct.pack("<I", 0x10000), b"\x01")
    + attribute(0x00069002, bytes(14)) + attribute(0x00018010, b"ANGEBO~1.PDF\0")
    + attribute(0x0006800F, PDF)
    + attribute(0x00069005, struct.pack("<I", 4) + struct.pack("<HHI", 3, 0x3705, 1)
                + struct.pack("<HHI", 0x0B, 0x7FFE, 1) + named("Colour")
                + text(0x3707, "Angebot für Müller.pdf"))
    + attribute(0x00069002, bytes(14)) + attribute(0x00018010, "Größe.txt\0".encode("cp1252"))
    + attribute(0x0006800F, b"38")
)  # fmt: skip
MAIL = (
    b"From: ann@a.example\r\nSubject: Offer\r\nContent-Type: multipart/mixed; boundary=o1\r\n\r\n"
    b"--o1\r\nContent-Type: text/plain\r\n\r\nHere.\r\n--o1\r\nContent-Type: application/ms-tnef;"
    b" name=winmail.dat\r\nContent-Transfer-Encoding: binary\r\n\r\n"
)


def test_files_come_out_with_their_long_names():
    assert is_tnef(WRAPPED)
    assert files_of(WRAPPED) == [("Angebot für Müller.pdf", PDF), ("Größe.txt", b"38")]


def test_a_mail_gives_what_is_wrapped_beside_the_wrapping():
    data = MAIL.replace(b"binary", b"base64") + base64.encodebytes(WRAPPED)
    files = taken_apart(data + b"\r\n--o1--\r\n")["files"]
    assert [(name, content) for name, _, content in files] == [
        ("winmail.dat", WRAPPED), ("Angebot für Müller.pdf", PDF), ("Größe.txt", b"38"),
    ]  # fmt: skip


@given(st.integers(0, len(WRAPPED) - 1), st.integers(0, 255))
def test_damage_ends_nothing(place, byte):
    for data in (WRAPPED[:place], WRAPPED[:place] + bytes([byte]) + WRAPPED[place + 1 :]):
        assert all(name and content for name, content in files_of(data))


@pytest.mark.parametrize("data", [b"", b"\x78\x9f\x3e\x22", b"%PDF"])
def test_what_is_no_wrapping_holds_nothing(data):
    assert files_of(data) == []
