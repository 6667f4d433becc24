#!/bin/sh
# The database container runs this script when it creates a new database. The script creates the executor's login with EXECUTOR_PASSWORD.
# `outlier migrate` then finds the role and grants it its rights.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$EXECUTOR_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role outlier_executor login password :'password';
SQL
