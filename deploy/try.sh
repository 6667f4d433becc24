#!/usr/bin/env bash
# Tests the packages: verifies the systemd units, and, if a container engine answers, starts compose.yaml with the simulator and sends a
# broadcast in it. Removes everything afterwards. With the argument `units`, it stops after the units.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

verify_units() {
  command -v systemd-analyze >/dev/null || { say 'systemd-analyze is missing: the units are not verified.'; return; }
  local folder
  folder=$(mktemp -d)
  # systemd-analyze reports a missing program, but the unit is correct without it.
  cp deploy/systemd/*.service "$folder"
  sed -i -E "s,^ExecStart=/opt/outlier/outlier,ExecStart=$(command -v true)," "$folder"/*.service
  local found
  found=$(SYSTEMD_UNIT_PATH="$folder:/lib/systemd/system" systemd-analyze verify --man=no "$folder"/*.service 2>&1 | grep -F "$folder" || true)
  [ -z "$found" ] || fail "$found"
  rm -rf "$folder"
  say 'The systemd units are well formed.'
}

if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi
compose() { "${compose[@]}" --project-name outlier-try --env-file deploy/simulator.env --profile simulator "$@"; }
sql() { compose exec -T database psql -X -q -A -t -v ON_ERROR_STOP=1 -U postgres outlier "$@"; }

send_broadcast() {
  trap 'compose down -v >/dev/null 2>&1 || true' EXIT
  export EXECUTOR_ADDRESS=127.0.0.1:0 SIMULATOR_ADDRESS=127.0.0.1:0
  compose build
  compose up -d
  # When `up` returns, the database is migrated.
  { echo 'begin;'; cat quickstart/Sql/sample.sql quickstart/Sql/broadcast.sql; echo 'commit; select outlier.make_broadcast();'; } | sql >/dev/null
  local state
  for _ in $(seq 120); do
    state=$(sql -c 'select state || $$: $$ || first_sent || $$ sent, $$ || second_sent || $$ followed up, $$ || delivered || $$ delivered$$ from outlier.broadcast_progress')
    case $state in done:*) break ;; esac
    sleep 1
  done
  case $state in
    'done: 120 sent'*) say "A broadcast went out in containers. $state." ;;
    *)
      compose logs --tail 30 executor >&2
      fail "The broadcast did not go out in containers. $state"
      ;;
  esac
}

verify_units
[ "${1:-}" != units ] || exit 0
if command -v "${compose[0]}" >/dev/null && { [ -n "${DOCKER_HOST:-}" ] || [ -S /var/run/docker.sock ]; }; then
  send_broadcast
else
  say 'No container engine: compose.yaml is not tried.'
fi
