FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml airship_wallet_emulator.py README.md LICENSE CHANGELOG.md ./
COPY fixtures ./fixtures
COPY mockserver ./mockserver
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /dist . \
 && python -m venv /opt/mockserver \
 && /opt/mockserver/bin/pip install --no-cache-dir /dist/*.whl

FROM python:3.13-slim
LABEL org.opencontainers.image.title="mockserver" \
      org.opencontainers.image.description="A stateful local stand-in for the Airship Wallet Events API." \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /opt/mockserver /opt/mockserver
# Whatever user id the container is given may keep a database here.
RUN mkdir --mode=1777 /data
ENV PATH=/opt/mockserver/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    MOCKSERVER_HOST=0.0.0.0
USER 65532:65532
WORKDIR /data
EXPOSE 8412
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --start-interval=500ms --retries=3 \
    CMD ["mockserver", "healthcheck"]
ENTRYPOINT ["mockserver"]
