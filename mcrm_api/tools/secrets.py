"""What is shown once and kept only as a digest: bearer tokens and e-mail codes.

Randomness is an argument (`rng`, in production `secrets.token_bytes`), so tests decide it.
"""

import base64
import hashlib
from collections.abc import Callable

TOKEN_BYTES = 32  # 256 bit: nothing to guess, so a plain SHA-256 is enough to store it
CODE_DIGITS = 6


def new_token(rng: Callable[[int], bytes]) -> str:
    """A bearer token.

    :param rng: gives n random bytes
    :return: 43 URL-safe characters (str)
    """
    return base64.urlsafe_b64encode(rng(TOKEN_BYTES)).rstrip(b"=").decode()


def digest(text: str) -> str:
    """What is stored and looked up instead of the token.

    :param str text: the token as the client shows it
    :return: SHA-256 as 64 hex digits (str)
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def new_code(rng: Callable[[int], bytes]) -> str:
    """A code to type from an e-mail.

    :param rng: gives n random bytes
    :return: six decimal digits (str)
    """
    # 64 bits modulo 10**6: the bias is below 10**-13
    return str(int.from_bytes(rng(8)) % 10**CODE_DIGITS).zfill(CODE_DIGITS)
