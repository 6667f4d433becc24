# shellcheck shell=bash
# What the parts of quickstart.sh share. Works with the bash 3.2 of macOS: no associative arrays, no mapfile.

say() { printf '%s\n' "$*"; }

fail() {
  printf 'quickstart: %s\n' "$*" >&2
  exit 1
}

# step TITLE LOG COMMAND...: runs the command with its output in the log; where it fails, shows the log's end.
step() {
  try "$@" && return 0
  show_log "$2"
  return 1
}

# As step, where there is another way if it fails.
try() {
  local title=$1 log=$2 started=$SECONDS
  shift 2
  printf '%-44s' "$title"
  if "$@" >"$log" 2>&1 </dev/null; then
    printf 'done (%ss)\n' "$((SECONDS - started))"
    return 0
  fi
  printf 'failed\n'
  return 1
}

show_log() {
  [ -s "$1" ] || return 0
  printf -- '--- the end of %s\n' "$1" >&2
  tail -n 15 "$1" >&2
  printf -- '---\n' >&2
}

secret() { od -An -N 18 -tx1 /dev/urandom | tr -d ' \n'; }

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the ports that systems hand out to clients.
free_port() {
  local port
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    port=$((20000 + RANDOM % 12000))
    if ! port_is_taken "$port"; then
      say "$port"
      return 0
    fi
  done
  fail 'no free port was found between 20000 and 32000'
}

# The port of the last time, if nothing else has taken it.
same_or_free_port() {
  if [ -n "$1" ] && ! port_is_taken "$1"; then say "$1"; else free_port; fi
}

# Everything a later run, or stop, needs to know. Holds passwords, so nobody else may read it.
save() {
  local name
  (
    umask 077
    for name in DATABASE_KIND DATABASE_PORT DATABASE_PASSWORD ENGINE ENGINE_HOST CONTAINER CLUSTER CLUSTER_BIN \
      SIMULATOR_PORT EXECUTOR_PORT EXECUTOR_PASSWORD; do
      printf '%s=%q\n' "$name" "${!name:-}"
    done >"$STATE/env"
  )
}
