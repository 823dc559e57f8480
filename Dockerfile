# Curhat in a container: the web apps, the program with them inside, then the program alone.
#
#   docker build -t curhat .
#   docker run -d --name curhat -p 3000:3000 -p 127.0.0.1:3001:3001 -v curhat:/data -e AUTH_JWT_SECRET=… curhat
#   docker exec -e CC_ADMIN_PASSWORD=… curhat /usr/local/bin/curhat seed      # once: the first super admin

FROM node:22-bookworm-slim AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
COPY web/packages ./packages
COPY web/apps ./apps
RUN npm ci --no-audit --no-fund
COPY web/ ./
RUN npm run build

FROM rust:1.95-slim-bookworm AS program
WORKDIR /src
COPY . .
COPY --from=web /src/web/apps/ ./web/apps/
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --locked --release --bin curhat \
    && cp target/release/curhat /curhat \
    && mkdir /data

# No shell, no package manager; the C library, root certificates, and a user who is nobody.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=program /curhat /usr/local/bin/curhat
COPY --from=program --chown=nonroot:nonroot /data /data
USER nonroot
# A .env may lie here; the database does.
WORKDIR /data
ENV DATA_DIR=/data/db
VOLUME /data
EXPOSE 3000 3001
# With TLS_CERT set, give this the address that the certificate is for, and --ca if need be.
HEALTHCHECK --interval=30s --timeout=20s --start-period=60s \
    CMD ["/usr/local/bin/curhat", "try", "--only-health", "--url", "http://127.0.0.1:3000"]
ENTRYPOINT ["/usr/local/bin/curhat"]
CMD ["serve"]
