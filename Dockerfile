# One image for worker, API, CLI and simulator; the command says which. Debian with glibc: the native
# part of the Temporal SDK does not run on Alpine.
FROM node:22.21-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No install script is needed to build: the embedded PostgreSQL alone has one that matters.
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.mjs

FROM node:22.21-bookworm-slim AS dependencies
WORKDIR /app
ARG TARGETARCH
COPY package.json package-lock.json .npmrc ./
# The record comes by DATABASE_URL here: the embedded PostgreSQL is for development. Of the five native libraries of the
# Temporal SDK one fits the platform.
RUN npm ci --omit=dev --ignore-scripts \
  && case "${TARGETARCH:-$(dpkg --print-architecture)}" in \
       amd64) keep=x86_64-unknown-linux-gnu ;; \
       arm64) keep=aarch64-unknown-linux-gnu ;; \
       *) echo "no native Temporal SDK for this platform" >&2; exit 1 ;; \
     esac \
  && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 -type d \
       ! -name "$keep" -exec rm -rf {} +

FROM node:22.21-bookworm-slim
# TLS to Temporal Cloud and providers needs the certificates that the slim image leaves out.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production TZ=UTC
WORKDIR /app
RUN install --directory --owner=node --group=node /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/bin bin
COPY package.json ./
COPY deploy/probe.mjs deploy/probe.mjs
USER node
EXPOSE 3000
CMD ["node", "dist/client/api/main.js"]
