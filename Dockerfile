# The toolchain is that of rust-toolchain.toml; a test keeps the two alike.
FROM rust:1.95.0-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo install --locked --profile dist --path . --root /out

FROM debian:bookworm-slim
# `check --changed-since` asks git.
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/bin/guidelint /usr/local/bin/guidelint
RUN useradd --create-home guidelint
USER guidelint
WORKDIR /guides
ENTRYPOINT ["guidelint"]
CMD ["check", "."]
