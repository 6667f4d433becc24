# PostgreSQL with pg_cron, which the official image does not have.
FROM docker.io/library/postgres:17
# More Debian packages. The tests add pgTAP and plpgsql_check here.
ARG EXTRA_PACKAGES=""
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "postgresql-$PG_MAJOR-cron" $EXTRA_PACKAGES \
 && rm -rf /var/lib/apt/lists/*
