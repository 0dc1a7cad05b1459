"""Codes of vouchers: 80 random bits in 16 base32 characters, which QR codes store compactly."""

from base64 import b32encode

CODE_BYTES = 10


def voucher_code(random_bytes: bytes) -> str:
    """Give the code of a new voucher.

    :param bytes random_bytes: exactly 10 bytes from a cryptographic source
    :return: 16 characters A-Z, 2-7 (str)
    :raise ValueError: on any other number of bytes
    """
    if len(random_bytes) != CODE_BYTES:
        raise ValueError(f"a voucher code takes {CODE_BYTES} bytes, not {len(random_bytes)}")
    return b32encode(random_bytes).decode("ascii")
