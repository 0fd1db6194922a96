# Mosquitto and the hub in one image: the hub starts and supervises its own broker.
FROM debian:12 AS build
WORKDIR /paraat
COPY . .
RUN ./dev build && cmake --install build/release --prefix /image/usr/local

FROM debian:12-slim
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends \
      mosquitto libpaho-mqttpp3-1 libpaho-mqtt1.3 libargon2-1 libsodium23 libpugixml1v5 libsqlite3-0 libspdlog1.10 libfmt9 libflatbuffers2 libre2-9 libs2-0 libssl3 libjemalloc2 \
      libcpp-httplib0.11 libprometheus-cpp-core1.0 libqrencode4 libpng16-16 tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --home-dir /var/lib/paraat --create-home paraat
COPY --from=build /image /
COPY config /etc/paraat
ENV PARAAT_JOURNAL_DIRECTORY=/var/lib/paraat/journal PARAAT_ACCESS_DIRECTORY=/var/lib/paraat/access \
    PARAAT_CONSOLE_DIRECTORY=/usr/local/share/paraat/console
USER paraat
VOLUME /var/lib/paraat
# Ready, not `paraat health`: that fails also for what a person must look at while the hub does its work.
HEALTHCHECK --interval=10s --timeout=10s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PARAAT_ADMIN_PORT:-8080} && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ code _ <&3 && [ \"$code\" = 200 ]"]
CMD ["paraat-hub", "--config", "/etc/paraat/hub.toml"]
