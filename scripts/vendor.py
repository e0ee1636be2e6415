"""`python -m scripts.vendor`: fetch the libraries of the inspector, so that no page needs another host.

Each archive comes from npm, in one version, and is refused if it is not the one whose hash stands below.
To move on to a newer version: `npm view NAME@VERSION dist.integrity`.
"""

import base64
import hashlib
import io
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "mockserver" / "web" / "inspector" / "static" / "vendor"
HASHES = "sha256.txt"
"""Names the files and their hashes, in the form that `sha256sum --check` reads."""


@dataclass(frozen=True)
class Package:
    """A package of npm.

    Attributes:
        name: in the registry.
        version: the one that is meant.
        integrity: of its archive, as npm writes it.
        files: what is taken from it, and what that is called here.
    """

    name: str
    version: str
    integrity: str
    files: dict[str, str]

    def fetch(self) -> dict[str, bytes]:
        """Its files, by the names they have here.

        Raises:
            ValueError: the archive is another than it was.
        """
        with tempfile.TemporaryDirectory() as folder:
            pack = ["npm", "pack", "--silent", f"--pack-destination={folder}", f"{self.name}@{self.version}"]
            subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
            (file,) = Path(folder).iterdir()
            archive = file.read_bytes()
        found = integrity(archive)
        if found != self.integrity:
            raise ValueError(f"{self.name} {self.version} has the hash {found}; expected {self.integrity}")
        with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
            return {ours: read(opened, f"package/{theirs}") for theirs, ours in self.files.items()}


PACKAGES = (
    Package(
        "preact",
        "11.2.0",
        "sha512-/HfHI/7N84e6GrWBJ3J280z3mLaRJiDcSvj/A+y/4AbLnND/1UlGHe1sR6oYuTGwId0nP7dqDU9OnLxMPZ7xBg==",
        {"dist/preact.mjs": "preact.js", "hooks/dist/hooks.mjs": "hooks.js", "LICENSE": "preact.LICENSE"},
    ),
    Package(
        "htm",
        "3.1.1",
        "sha512-983Vyg8NwUE7JkZ6NmOqpCZ+sh1bKv2iYTlUkzlWmA5JD2acKoxd4KVxbMmxX/85mtfdnDmTFoNKcg5DGAvxNQ==",
        {"dist/htm.mjs": "htm.js", "LICENSE": "htm.LICENSE"},
    ),
    Package(
        "@preact/signals",
        "2.11.4",
        "sha512-Rb+5RPo9gWSaHtzJeauhHxiC8KP/IF2DEPkHPEOGOnuy2wnJzRqyeLRankUCYd6ADqtxS6GnWGv6Ie343d8aYw==",
        {"dist/signals.mjs": "signals.js", "LICENSE": "signals.LICENSE"},
    ),
    Package(
        "@preact/signals-core",
        "1.14.5",
        "sha512-vcRv7Ityz5JVmeiVqIluLFzT/PDS/AlhHUpw3/aUWqcVUs6bDGIPXE/6RSC4evBNWYvnniozg5Syfj33al3gkg==",
        {"dist/signals-core.mjs": "signals-core.js", "LICENSE": "signals-core.LICENSE"},
    ),
    Package(
        "uplot",
        "1.6.32",
        "sha512-KIMVnG68zvu5XXUbC4LQEPnhwOxBuLyW1AHtpm6IKTXImkbLgkMy+jabjLgSLMasNuGGzQm/ep3tOkyTxpiQIw==",
        {"dist/uPlot.iife.min.js": "uplot.js", "dist/uPlot.min.css": "uplot.css", "LICENSE": "uplot.LICENSE"},
    ),
    Package(
        "swagger-ui-dist",
        "5.35.0",
        "sha512-U06rpMtW9V3XPGOBeamTUSr0Z09jMX4IJuANpE/EZbAhw0G8CgwrzU4YmXkn/h0wCDNsXdGarTNNHC3sU8yVUQ==",
        {
            "swagger-ui-bundle.js": "swagger-ui.js",
            "swagger-ui.css": "swagger-ui.css",
            "LICENSE": "swagger-ui.LICENSE",
        },
    ),
)
AXE = Package(
    "axe-core",
    "4.14.1",
    "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    {"axe.min.js": "axe.js"},
)
"""What tests ask whether everybody can use the inspector; it does not ship."""


def integrity(content: bytes) -> str:
    """The hash of an archive, as npm writes it."""
    return f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}"


def read(archive: tarfile.TarFile, name: str) -> bytes:
    """One file of an archive."""
    member = archive.extractfile(name)
    assert member is not None, f"{name} is no file"
    return member.read()


def hashes(folder: Path) -> str:
    """The hashes of all files of a folder, but for the file that has them."""
    files = sorted(file for file in folder.iterdir() if file.name != HASHES)
    return "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)


def write(folder: Path) -> None:
    """Fetch all packages into a folder."""
    folder.mkdir(exist_ok=True)
    for package in PACKAGES:
        for name, content in package.fetch().items():
            (folder / name).write_bytes(content)
    (folder / HASHES).write_text(hashes(folder), encoding="utf-8")


if __name__ == "__main__":
    write(FOLDER)
