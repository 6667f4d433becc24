# shellcheck shell=bash disable=SC2034 # The variables are those of quickstart.sh.
# The database from the system's packages, in a cluster of its own; the system's own cluster is not touched.

OLDEST_POSTGRES=15

# PostgreSQL refuses to run as root; root runs it as the system user postgres, from a folder that user may enter.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@")
  else
    (cd / && "$@")
  fi
}

# The newest PostgreSQL of this machine that has pg_cron.
find_binaries() {
  local folder major best=0
  CLUSTER_BIN=
  for folder in /usr/lib/postgresql/*/bin "$(pg_config --bindir 2>/dev/null || true)"; do
    if [ ! -x "$folder/initdb" ] || ! has_cron "$folder"; then continue; fi
    major=$("$folder/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    if [ "$major" -ge "$OLDEST_POSTGRES" ] && [ "$major" -gt "$best" ]; then
      best=$major
      CLUSTER_BIN=$folder
    fi
  done
  [ -n "$CLUSTER_BIN" ]
}

has_cron() { [ -f "$1/../lib/pg_cron.so" ] || [ -f "$("$1/pg_config" --pkglibdir 2>/dev/null)/pg_cron.so" ]; }

newest_package() {
  apt-cache search --names-only '^postgresql-[0-9]+-cron$' | sed -n 's/^postgresql-\([0-9]*\)-cron .*/\1/p' | sort -n | tail -n 1
}

install_packages() {
  local major
  apt-get update -q
  major=$(newest_package)
  if [ "${major:-0}" -lt "$OLDEST_POSTGRES" ]; then
    say "This system's packages have pg_cron for PostgreSQL ${major:-none}; $OLDEST_POSTGRES or newer is needed."
    return 1
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "postgresql-$major" "postgresql-$major-cron"
}

require_binaries() {
  if find_binaries; then return 0; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    step 'PostgreSQL and pg_cron from the packages' "$STATE/apt.log" install_packages \
      || fail "there is no database: no container engine answers, and PostgreSQL could not be installed (see above)."
    find_binaries && return 0
  fi
  fail "there is no database. One of these is missing:
  - a container engine that answers (docker or podman; or DOCKER_HOST, where its socket is elsewhere), or
  - PostgreSQL $OLDEST_POSTGRES or newer with pg_cron. On Debian 12: sudo apt-get install postgresql-15 postgresql-15-cron
    On Ubuntu 24.04: sudo apt-get install postgresql-16 postgresql-16-cron. Run as root, ./quickstart.sh installs them itself."
}

# In .quickstart, unless the user postgres may not come that far, as in root's home.
make_cluster_folder() {
  CLUSTER=$STATE/postgres
  rm -rf "$CLUSTER"
  install -d -m 700 "$CLUSTER"
  if [ "$(id -u)" != 0 ]; then return 0; fi
  chown postgres: "$CLUSTER"
  if as_postgres test -w "$CLUSTER"; then return 0; fi
  rm -rf "$CLUSTER"
  CLUSTER=$(mktemp -d /var/tmp/outlier-quickstart.XXXXXX)
  chown postgres: "$CLUSTER"
}

make_cluster() {
  local password=$CLUSTER/password
  (umask 077 && say "$DATABASE_PASSWORD" >"$password")
  if [ "$(id -u)" = 0 ]; then chown postgres: "$password"; fi
  as_postgres "$CLUSTER_BIN/initdb" -D "$CLUSTER/data" -U postgres -A scram-sha-256 --pwfile="$password" -E UTF8 --locale=C.UTF-8 --lc-collate=C
  rm "$password"
  # Before the server's first start: pg_cron looks for its database at once.
  say 'create database outlier' | as_postgres "$CLUSTER_BIN/postgres" --single -D "$CLUSTER/data" postgres
  # No socket: its folder's path may be longer than a socket's may be.
  as_postgres "$CLUSTER_BIN/pg_ctl" -D "$CLUSTER/data" -l "$CLUSTER/server.log" -w start -o "-c port=$DATABASE_PORT \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_preload_libraries=pg_cron \
    -c cron.database_name=outlier -c cron.use_background_workers=on"
}

start_cluster() {
  require_binaries
  make_cluster_folder
  DATABASE_PORT=$(same_or_free_port "${DATABASE_PORT:-}")
  DATABASE_KIND=cluster
  save
  step "Database cluster ($("$CLUSTER_BIN/postgres" --version | sed 's/[^0-9]*\([0-9.]*\).*/\1/'))" "$STATE/cluster.log" make_cluster
}

cluster_is_up() { as_postgres "$CLUSTER_BIN/pg_ctl" -D "$CLUSTER/data" status >/dev/null 2>&1; }

stop_cluster() {
  if cluster_is_up; then as_postgres "$CLUSTER_BIN/pg_ctl" -D "$CLUSTER/data" -m fast -w stop >/dev/null; fi
  rm -rf "$CLUSTER"
}

cluster_log() { cp "$CLUSTER/server.log" "$STATE/database.log" 2>/dev/null || true; }
