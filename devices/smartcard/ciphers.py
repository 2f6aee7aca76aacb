"""The ciphers of ICAO Doc 9303-11 on plain bytes: key derivation, padding, 3DES and AES, retail MAC and CMAC; pure."""

from __future__ import annotations

import hashlib

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import BlockCipherAlgorithm, Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB
from cryptography.hazmat.primitives.cmac import CMAC

ENC, MAC, PACE = 1, 2, 3
"""Counters of the key derivation function (9303-11 §9.7.1)."""
_HALF = 8


def des_key(seed: bytes, counter: int) -> bytes:
    """Return a two-key 3DES key with odd parity (9303-11 §9.7.1.1)."""
    digest = hashlib.sha1(seed + counter.to_bytes(4, "big"), usedforsecurity=False).digest()
    return bytes(byte & 0xFE | (byte & 0xFE).bit_count() % 2 ^ 1 for byte in digest[:16])


def aes_key(seed: bytes, counter: int, *, size: int = 16) -> bytes:
    """Return an AES key of `size` bytes: SHA-1 for 16, SHA-256 for 24 and 32 (9303-11 §9.7.1.2)."""
    hashed = hashlib.sha1 if size == 16 else hashlib.sha256
    return hashed(seed + counter.to_bytes(4, "big")).digest()[:size]


def pad(data: bytes, block: int) -> bytes:
    """Return the data with padding method 2 of ISO/IEC 9797-1: always 80, then zeros to the block."""
    data += b"\x80"
    return data + bytes(-len(data) % block)


def unpad(data: bytes) -> bytes:
    """Return the data without its padding; raises `ValueError` where there is none."""
    bare = data.rstrip(b"\0")
    if not bare.endswith(b"\x80"):
        raise ValueError("no padding")
    return bare[:-1]


def des_encrypt(key: bytes, data: bytes) -> bytes:
    """Return whole blocks under two-key 3DES, CBC, zero IV."""
    return _encrypt(TripleDES(key + key[:_HALF]), bytes(8), data)


def des_decrypt(key: bytes, data: bytes) -> bytes:
    """Return the plain text of `des_encrypt`."""
    return _decrypt(TripleDES(key + key[:_HALF]), bytes(8), data)


def aes_encrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    """Return whole blocks under AES, CBC."""
    return _encrypt(AES(key), iv, data)


def aes_decrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    """Return the plain text of `aes_encrypt`."""
    return _decrypt(AES(key), iv, data)


def aes_block(key: bytes, block: bytes) -> bytes:
    """Return one block under AES, as it is."""
    encryptor = Cipher(AES(key), ECB()).encryptor()  # noqa: S305 - one block, to make an IV of a counter
    return encryptor.update(block) + encryptor.finalize()


def retail_mac(key: bytes, padded: bytes) -> bytes:
    """Return 8 bytes of MAC algorithm 3 of ISO/IEC 9797-1 over whole blocks."""
    first, second = key[:_HALF], key[_HALF:]
    last = _encrypt(TripleDES(first * 3), bytes(8), padded)[-_HALF:]
    return _encrypt(TripleDES(first * 3), bytes(8), _decrypt(TripleDES(second * 3), bytes(8), last))


def cmac(key: bytes, data: bytes) -> bytes:
    """Return the first 8 bytes of AES-CMAC."""
    mac = CMAC(AES(key))
    mac.update(data)
    return mac.finalize()[:_HALF]


def _encrypt(algorithm: BlockCipherAlgorithm, iv: bytes, data: bytes) -> bytes:
    encryptor = Cipher(algorithm, CBC(iv)).encryptor()
    return encryptor.update(data) + encryptor.finalize()


def _decrypt(algorithm: BlockCipherAlgorithm, iv: bytes, data: bytes) -> bytes:
    decryptor = Cipher(algorithm, CBC(iv)).decryptor()
    return decryptor.update(data) + decryptor.finalize()
