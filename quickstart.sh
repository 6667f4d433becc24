#!/usr/bin/env bash
# Outlier on a fresh machine: a database with pg_cron, a simulator of Missive and Twilio, the executor, and a personalized
# campaign and a broadcast sent and delivered before your eyes.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
STATE=$ROOT/.quickstart
cd "$ROOT"
# shellcheck source=quickstart/scripts/common.sh
source quickstart/scripts/common.sh
# shellcheck source=quickstart/scripts/container.sh
source quickstart/scripts/container.sh
# shellcheck source=quickstart/scripts/cluster.sh
source quickstart/scripts/cluster.sh
# shellcheck source=quickstart/scripts/services.sh
source quickstart/scripts/services.sh

usage() {
  cat <<'TEXT'
./quickstart.sh          sets everything up, sends a personalized campaign and a broadcast to invented people, and shows what becomes of them
./quickstart.sh stop     stops what it started; the sample database goes with it
./quickstart.sh help     this

It needs the .NET 10 SDK, and one of these for the database:
  - a container engine that answers: docker or podman, or another at DOCKER_HOST;
  - PostgreSQL 15 or newer with pg_cron from the system's packages, which it installs itself as root with apt-get. It
    makes a cluster of its own; it does not touch the system's.
OUTLIER_ENGINE=docker, =podman or =packages chooses one of them.

All that it keeps is in .quickstart: logs, process ids, and ports and passwords in .quickstart/env. It listens on
127.0.0.1 alone. No text leaves this machine: the simulator stands in for Missive and Twilio. Simulator and executor
keep running after it until ./quickstart.sh stop; run again, it sends the next broadcast with the same database.
TEXT
}

load() {
  if [ -f "$STATE/env" ]; then
    # shellcheck source=/dev/null
    source "$STATE/env"
  fi
}

database_is_up() {
  case ${DATABASE_KIND:-} in
    container) container_is_up ;;
    cluster) cluster_is_up ;;
    *) return 1 ;;
  esac
}

stop_database() {
  case ${DATABASE_KIND:-} in
    container) stop_container ;;
    cluster) stop_cluster ;;
  esac
  DATABASE_KIND=
}

start_database() {
  if database_is_up; then
    say "Database of the last run: $DATABASE_KIND at port $DATABASE_PORT"
    return 0
  fi
  stop_database
  DATABASE_PASSWORD=$(secret)
  if find_engine; then
    if start_container; then return 0; fi
    stop_database
    if [ -n "${OUTLIER_ENGINE:-}" ]; then
      show_log "$CONTAINER_LOG"
      fail "the database container could not be started with $ENGINE"
    fi
    say "${ENGINE%% *} answers but cannot run the database: ${CONTAINER_LOG#"$ROOT/"} says why. Going on with the system's packages."
  fi
  start_cluster || fail 'the database cluster could not be started'
}

# The log that tells why the sample did not end as it should.
explain() {
  case $1 in
    3) "${DATABASE_KIND}_log" && show_log "$STATE/database.log" ;;
    4)
      is_ours "$(cat "$STATE/executor.pid")" || say 'The executor has ended.' >&2
      show_log "$STATE/executor.log"
      ;;
  esac
}

connect_with() {
  if [ "$DATABASE_KIND" = container ]; then
    say "$ENGINE exec -it $CONTAINER psql -U postgres outlier"
  else
    say "PGPASSFILE=.quickstart/pgpass psql -h 127.0.0.1 -p $DATABASE_PORT -U postgres outlier"
  fi
}

database_log_at() {
  if [ "$DATABASE_KIND" = container ]; then say "$ENGINE logs $CONTAINER"; else say "${CLUSTER#"$ROOT/"}/server.log"; fi
}

run() {
  local built desk status=0
  mkdir -p "$STATE"
  # The user postgres passes through to its cluster, and reads nothing on the way.
  chmod 711 "$STATE"
  dotnet --version >"$STATE/dotnet.log" 2>&1 \
    || { show_log "$STATE/dotnet.log"; fail 'the .NET 10 SDK is missing (dotnet --version fails here): https://dot.net/download'; }
  load
  # Programs that run must not be built over.
  stop_service executor
  stop_service simulator
  start_database
  step 'Build' "$STATE/build.log" build_programs || fail 'the build failed'
  built=$SECONDS
  SIMULATOR_PORT=$(same_or_free_port "${SIMULATOR_PORT:-}")
  EXECUTOR_PORT=$(same_or_free_port "${EXECUTOR_PORT:-}")
  EXECUTOR_PASSWORD=$(secret)
  WEBHOOK_SECRET=$(secret)
  save
  (umask 077 && say "127.0.0.1:$DATABASE_PORT:outlier:postgres:$DATABASE_PASSWORD" >"$STATE/pgpass")
  step 'Migrations' "$STATE/migrate.log" migrate_database \
    || fail 'the database could not be migrated. If it is one of an older version: ./quickstart.sh stop, and again.'
  start_simulator
  start_executor
  # Behind the # no server and no log sees it.
  desk="http://127.0.0.1:$EXECUTOR_PORT/desk/#token=$(desk_token)" || fail 'no token could be made for the page'
  say ''
  say "The team's page: $desk"
  say ''
  helper show || status=$?
  if [ "$status" -ne 0 ]; then
    explain "$status"
    exit "$status"
  fi
  cat <<TEXT

Done $((SECONDS - built)) seconds after the build. Everything keeps running:
  page         $desk
  database     $(connect_with)
  simulator    http://127.0.0.1:$SIMULATOR_PORT/simulator   (and /simulator/messages, /simulator/calls)
  executor     http://127.0.0.1:$EXECUTOR_PORT/health/ready
  logs         .quickstart/executor.log, .quickstart/simulator.log, $(database_log_at)
  the sample   quickstart/Sql/sample.sql, quickstart/Sql/broadcast.sql
  stop         ./quickstart.sh stop
TEXT
}

stop() {
  load
  stop_service executor
  stop_service simulator
  stop_database
  rm -f "$STATE/env" "$STATE/pgpass"
  say 'Stopped. The logs are in .quickstart.'
}

case ${1:-run} in
  run) run ;;
  stop) stop ;;
  help | -h | --help) usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
