"""The signature of a pass file, for who has a Pass Type ID certificate of their own.

Apple's wallet refuses a pass without one, and one that Apple has not certified. Needs the extra `signing`.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mockserver.services.pkpass import Sign

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

MOST_KEPT = 256
"""Signatures that are kept: each tells when it was made, and the same pass is to be the same file."""


class CannotSign(Exception):
    """Passes cannot be signed with what the settings name. The message is one line that says why."""


def load_signer(certificate: Path | None, key: Path | None) -> Sign | None:
    """What signs the manifests of passes; None if nothing is to sign them.

    Args:
        certificate: PEM; the one to sign with, and behind it those that certify it.
        key: PEM, without a passphrase.

    Raises:
        CannotSign: one is named without the other, they cannot be used, or the extra is not installed.
    """
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        named, missing = ("--pass-key", "--pass-certificate") if key else ("--pass-certificate", "--pass-key")
        raise CannotSign(f"{named} is given without {missing}; expected both, or neither")
    try:
        from cryptography import x509  # noqa: PLC0415 - an extra, and takes its time
        from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.serialization import Encoding, pkcs7  # noqa: PLC0415 - as above
    except ImportError as error:
        raise CannotSign("passes are signed by cryptography; expected the extra signing installed") from error
    try:
        signing, *others = x509.load_pem_x509_certificates(_read("--pass-certificate", certificate))
    except ValueError as error:
        raise CannotSign(f"--pass-certificate {certificate}: expected a certificate in PEM") from error
    private_key = _load_key(key)

    @lru_cache(MOST_KEPT)
    def sign(manifest: bytes) -> bytes:
        builder = pkcs7.PKCS7SignatureBuilder().set_data(manifest)
        builder = builder.add_signer(signing, private_key, hashes.SHA256())
        for other in others:
            builder = builder.add_certificate(other)
        return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])

    if signing.public_key() != private_key.public_key():
        raise CannotSign(f"--pass-key {key}: expected the key of {certificate}")
    return sign


def _load_key(file: Path) -> "RSAPrivateKey | EllipticCurvePrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415 - as above

    try:
        key = load_pem_private_key(_read("--pass-key", file), None)
    except (ValueError, TypeError) as error:
        raise CannotSign(f"--pass-key {file}: expected a private key in PEM, without a passphrase") from error
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise CannotSign(f"--pass-key {file}: expected a key of RSA or of an elliptic curve")
    return key


def _read(flag: str, file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CannotSign(f"{flag} {file}: {error.strerror or error}") from error
