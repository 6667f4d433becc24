#!/bin/sh
# Run by the database's container when it makes a new database: the executor's login, with the password of the environment.
# `outlier migrate` finds the role there and gives it its rights.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$EXECUTOR_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role outlier_executor login password :'password';
SQL
