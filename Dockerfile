# Another base, such as a copy in a registry of your own: docker build --build-arg BASE=…
ARG BASE=python:3.13-slim

FROM ${BASE} AS build
WORKDIR /src
COPY constraints.txt pyproject.toml airship_wallet_emulator.py README.md LICENSE CHANGELOG.md ./
COPY fixtures ./fixtures
COPY docs ./docs
COPY mockserver ./mockserver
RUN python3 -m venv /build \
 && /build/bin/pip install --no-cache-dir --constraint constraints.txt hatchling \
 && /build/bin/pip wheel --no-cache-dir --no-build-isolation --no-deps --wheel-dir /dist . \
 && python3 -m venv --without-pip /opt/mockserver \
 && /build/bin/pip --python /opt/mockserver install \
        --no-cache-dir --no-compile --constraint constraints.txt /dist/*.whl

FROM ${BASE}
LABEL org.opencontainers.image.title="mockserver" \
      org.opencontainers.image.description="A stateful local stand-in for the Airship Wallet Events API." \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /opt/mockserver /opt/mockserver
COPY scripts/healthcheck.sh /usr/local/lib/mockserver/healthcheck.sh
# Compiled once, here: Python's official images hold no .pyc, and at run time nobody may write one.
# Whatever user id the container is given may keep a database in /data.
RUN python3 -m compileall -q -j 0 --invalidation-mode unchecked-hash \
        -x '/(ensurepip|idlelib|pip|tkinter|turtledemo)/' \
        "$(python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')" /opt/mockserver \
 && mkdir --mode=1777 /data
# The port file is for the health check; /dev/shm can be written even where the root cannot.
ENV PATH=/opt/mockserver/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    MOCKSERVER_HOST=0.0.0.0 \
    MOCKSERVER_PORT_FILE=/dev/shm/mockserver.port
USER 65532:65532
WORKDIR /data
EXPOSE 8412
# No --start-interval: builders of Docker before 25 and of Buildah refuse it. Compose sets it.
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=3 \
    CMD ["bash", "/usr/local/lib/mockserver/healthcheck.sh"]
ENTRYPOINT ["mockserver"]
