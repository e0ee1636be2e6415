"""Files of passes that are signed with a certificate of one's own."""

import datetime
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from mockserver.services.signing import CannotSign, load_signer
from tests.web.api.test_download import WORLD, download, unzip
from tests.world import open_world

NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Pass Type ID: pass.invalid.mockserver")])


def make_pair(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that certifies itself, and its key."""
    key = rsa.generate_private_key(65537, 2048)
    began = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(NAME, NAME, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(began).not_valid_after(began + datetime.timedelta(days=36500))
    certificate, key_file = folder / f"{name}.pem", folder / f"{name}.key"
    certificate.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, key_file


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_pair(tmp_path_factory.mktemp("pair"), "own")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
def test_openssl_accepts_the_signature_of_a_pass(pair: tuple[Path, Path], tmp_path: Path) -> None:
    certificate, key = pair
    with open_world(WORLD, pass_certificate=certificate, pass_key=key) as api:
        file = download(api)
        assert file.content == download(api).content
    files = unzip(file.content)
    for name in ("manifest.json", "signature"):
        (tmp_path / name).write_bytes(files[name])
    command = ["openssl", "smime", "-verify", "-binary", "-inform", "DER", "-in", "signature"]
    command += ["-content", "manifest.json", "-CAfile", str(certificate), "-purpose", "any"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout == files["manifest.json"]


def test_nothing_is_signed_without_a_certificate() -> None:
    assert load_signer(None, None) is None


def test_a_certificate_and_its_key_go_together(pair: tuple[Path, Path], tmp_path: Path) -> None:
    certificate, key = pair
    _, another = make_pair(tmp_path, "another")
    broken = tmp_path / "broken.pem"
    broken.write_text("no pem")
    for given, flag in (
        ((certificate, None), "--pass-key"),
        ((None, key), "--pass-certificate"),
        ((certificate, another), "--pass-key"),
        ((broken, key), "--pass-certificate"),
        ((certificate, broken), "--pass-key"),
        ((tmp_path / "missing", key), "--pass-certificate"),
    ):
        with pytest.raises(CannotSign, match=flag):
            load_signer(*given)


def test_a_server_that_cannot_sign_does_not_start(pair: tuple[Path, Path]) -> None:
    with pytest.raises(CannotSign), open_world(pass_certificate=pair[0]):
        pass
