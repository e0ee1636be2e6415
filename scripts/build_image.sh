#!/usr/bin/env bash
# Builds the image with Docker or Podman, and tells its size. Usage: scripts/build_image.sh [NAME]
#   IMAGE_ENGINE  docker or podman; by default the first that answers
#   IMAGE_BASE    the image to build on; by default the Dockerfile's, or, where that cannot be pulled, `debian`:
#                 Debian's own Python, made by mmdebstrap from where this machine's apt has its packages, and kept
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:-mockserver}
official=$(sed -n 's/^ARG BASE=//p' Dockerfile)
stand_in=localhost/debian-python

find_engine() {
    local each
    for each in ${IMAGE_ENGINE:-docker podman}; do
        if "$each" info >/dev/null 2>&1; then
            echo "$each"
            return
        fi
    done
    echo "no container engine answers: ${IMAGE_ENGINE:-neither docker nor podman}" >&2
    return 1
}

has() {
    "$engine" image inspect "$1" >/dev/null 2>&1
}

find_base() {
    if has "$official" || "$engine" pull --quiet "$official" >/dev/null 2>&1; then
        echo "$official"
    else
        echo debian
    fi
}

# Like the official image it has no .pyc. It trusts whom this machine trusts, such as the proxy of a closed network.
make_stand_in() {
    local mirror suite
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed -n 1p)
    suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
    root=$(mktemp --suffix=.tar)
    trap 'rm -f "$root"' EXIT
    mmdebstrap --quiet --variant=minbase --include=ca-certificates,python3,python3-venv \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --customize-hook='find "$1/usr/lib" -name "*.pyc" -delete' \
        --customize-hook='copy-in /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs' \
        "$suite" "$root" "$mirror"
    "$engine" import "$root" "$stand_in" >/dev/null
}

engine=$(find_engine)
base=${IMAGE_BASE:-$(find_base)}
if [ "$base" = debian ]; then
    has "$stand_in" || make_stand_in
    base=$stand_in
fi
options=(--build-arg "BASE=$base" --tag "$name")
if [ "$engine" = podman ]; then
    # Podman's own format has no health check, and an engine in a container may not raise limits.
    options+=(--format docker --network host --ulimit nofile=1024:1024 --ulimit nproc=1024:1024)
fi
"$engine" build "${options[@]}" .
bytes=$("$engine" image inspect --format '{{.Size}}' "$name")
below=$("$engine" image inspect --format '{{.Size}}' "$base")
echo "$name: $((bytes / 1000000)) MB, of which $(((bytes - below) / 1000000)) MB on top of $base"
