# The portal's image: one for the web and for the work in the background.
FROM python:3.11-slim-bookworm AS build
WORKDIR /portal
COPY .lock/run.txt run.txt
RUN python -m venv /portal/.venv && .venv/bin/pip install --no-cache-dir --require-hashes -r run.txt

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/portal/.venv/bin:$PATH \
    DJANGO_SETTINGS_MODULE=portal.settings.production PORTAL_VAR=/var/lib/portal STATIC_ROOT=/portal/static HOST=0.0.0.0
# Pango draws the PDF of a certificate, in a font with the measures of Arial, and letters of all Latin scripts.
RUN apt-get update -q && apt-get install -y -q --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
WORKDIR /portal
COPY --from=build /portal/.venv .venv
COPY manage.py manage.py
COPY portal portal
COPY networks networks
COPY events events
COPY toolbox toolbox
COPY templates templates
# Collecting style sheets needs settings that start, but none of these values stays in the image.
RUN SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=build.example \
    PORTAL_URL=https://build.example EMAIL_URL=smtp://build.example PORTAL_VAR=/tmp/build \
    python manage.py collectstatic --noinput \
    && useradd --system --uid 10001 --home-dir /var/lib/portal portal \
    && install -d -o portal -g portal /var/lib/portal
USER portal
VOLUME /var/lib/portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
CMD ["python", "manage.py", "serve", "--only", "web"]
