# Vestige in a container: an ordinary user, Chromium's own sandbox on, data in two volumes.
#
#   docker compose up --build
# or by hand
#   docker build -t vestige .
#   docker run --security-opt seccomp=container/seccomp.json \
#     --security-opt no-new-privileges --cap-drop ALL --shm-size 1g \
#     -p 127.0.0.1:8484:8484 -p 127.0.0.1:8485:8485 -v vestige-snapshots:/data/snapshots -v "$PWD/config:/data/config:ro" vestige
#
# Chromium builds its sandbox from user namespaces, which Docker's default seccomp profile forbids:
# container/seccomp.json allows them and forbids what break-outs are made of. The host must allow
# unprivileged user namespaces (Debian 11 and newer do). Never answer a sandbox error with
# --cap-add SYS_ADMIN or --privileged: that gives a hostile page the host.

FROM node:20-bookworm-slim AS build
WORKDIR /opt/vestige
COPY package.json package-lock.json ./
COPY scripts/setup.mjs scripts/
COPY scripts/setup scripts/setup
RUN node scripts/setup.mjs --only dependencies
COPY tsconfig.json ./
COPY src src
RUN node scripts/setup.mjs --only build \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf src .setup

FROM node:20-bookworm-slim
ENV NODE_ENV=production \
    PLAYWRIGHT_BROWSERS_PATH=/opt/browsers
WORKDIR /opt/vestige
COPY --from=build /opt/vestige ./
# As it was: npm prune rewrites it, and the set-up knows the packages by it.
COPY package-lock.json ./
# tini reaps what crashed browsers leave behind and passes signals on.
RUN node scripts/setup.mjs --only browser,fonts \
  && apt-get update && apt-get install -y --no-install-recommends tini ca-certificates \
  && rm -rf /var/lib/apt/lists/* .setup \
  && useradd --system --uid 10001 --create-home vestige \
  && mkdir -p /data/snapshots /data/config && chown -R vestige:vestige /data
COPY bin bin
COPY config config
COPY LICENSE THIRD-PARTY-NOTICES.md ./

USER vestige
# ./snapshots and ./config/local.yaml are looked for where the command runs.
WORKDIR /data
VOLUME ["/data/snapshots", "/data/config"]
# Inside the container every address, so that the port can be published; publish it to 127.0.0.1
# only, which is what VESTIGE_PUBLIC_URL declares: the link that signs in is printed for it.
ENV VESTIGE_HOST=0.0.0.0 VESTIGE_PORT=8484 VESTIGE_PUBLIC_URL=http://127.0.0.1:8484
EXPOSE 8484 8485
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD \
  ["node", "-e", "fetch('http://127.0.0.1:8484/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "/opt/vestige/bin/vestige.mjs"]
CMD ["serve"]
