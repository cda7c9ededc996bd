# Yinju in a container. Build: docker build --tag yinju .   Run: see README, "Running it for months".
# On Linux the usual torch brings CUDA, several gigabytes that Yinju needs nothing of; --build-arg TORCH_INDEX=ADDRESS takes it
# from the index of CPU builds that pytorch.org's "Get started" page names.

FROM python:3.11-slim-bookworm AS build
ARG TORCH_INDEX=
WORKDIR /source
COPY constraints.txt ./
RUN python -m venv /opt/yinju \
    && if [ -n "$TORCH_INDEX" ]; then \
         /opt/yinju/bin/pip install --no-cache-dir --index-url "$TORCH_INDEX" "$(grep '^torch==' constraints.txt)"; \
       fi
COPY . ./
RUN /opt/yinju/bin/pip install --no-cache-dir --constraint constraints.txt '.[ocr,pictures,postgresql]'

FROM python:3.11-slim-bookworm
COPY --from=build /opt/yinju /opt/yinju
# A number, so that Kubernetes can tell that it is not root.
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /var/lib/yinju yinju \
    && install --directory --owner=yinju --group=yinju --mode=0700 /var/lib/yinju
# Everything that is written lies in one volume: the root may be read-only.
ENV PATH=/opt/yinju/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/var/lib/yinju \
    XDG_DATA_HOME=/var/lib \
    XDG_CACHE_HOME=/var/lib/yinju/cache \
    YINJU_INDEX__PATH=/var/lib/yinju/index \
    YINJU_STORAGE__PATH=/var/lib/yinju/yinju.sqlite \
    YINJU_UPLOADS__PATH=/var/lib/yinju/uploads \
    YINJU_EMBEDDINGS__CACHE_FOLDER=/var/lib/yinju/cache \
    YINJU_HEALTH__PORT=8090
VOLUME /var/lib/yinju
WORKDIR /var/lib/yinju
USER 10001:10001
# The first start prepares the model and may index; the page is there from the start on.
HEALTHCHECK --interval=30s --timeout=10s --start-period=2m --retries=3 \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['YINJU_HEALTH__PORT'] + '/health', timeout=5)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["yinju"]
CMD ["serve"]
