#!/usr/bin/env bash
# Starts a cluster of three PostgreSQL servers under Patroni on this machine, for trials and tests, and breaks it on
# purpose. Everything listens on 127.0.0.1 and is in one folder. Do not use it in production: all three servers and the one
# etcd share a machine. docs/how-to/high-availability.md describes a cluster for production.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: deploy/patroni/cluster.sh <verb>

  up [--asynchronous]  start etcd and three servers; by default with one synchronous standby
  down                 stop them and delete their folder
  status               list the servers and their roles
  primary              print the name of the primary
  connection           print the connection string for the executor: all servers, and the primary is wanted
  connection --haproxy print the one through HAProxy, which asks Patroni who is the primary
  kill-primary         kill PostgreSQL and Patroni of the primary (SIGKILL)
  kill-postgres        kill PostgreSQL of the primary, and leave its Patroni alive
  start <name>         start Patroni of a server that was killed
  switchover           make a standby the primary, as for maintenance
  lag                  stop streaming to the standbys: what is committed from now on is lost in a failover
  unlag                let the standbys stream again
  freeze-patroni       stop Patroni of the primary (SIGSTOP): its PostgreSQL continues, and a standby is promoted beside it
  thaw-patroni <name>  let that Patroni continue: it stops its PostgreSQL, or makes it a standby

Settings, as environment variables:
  OUTLIER_PATRONI_FOLDER  where everything lives. Default: /tmp/outlier-patroni
  OUTLIER_PATRONI_PORT    first of the ports in use, up to 30 above. Default: 25400

Debian packages: patroni, python3-etcd, etcd-server, haproxy, curl, postgresql, and postgresql-NN-cron. As root, "up" installs what is
missing. If they cannot be installed, the script says why and ends with status 77, which tests count as "skipped".
TEXT
}

folder=${OUTLIER_PATRONI_FOLDER:-/tmp/outlier-patroni}
port=${OUTLIER_PATRONI_PORT:-25400}
nodes=(n1 n2 n3)
etcd="127.0.0.1:$port"

skip() {
  echo "skipped: $1" >&2
  exit 77
}

number_of() { echo "${1#n}"; }
sql_port() { echo $((port + 10 + $(number_of "$1"))); }
rest_port() { echo $((port + 20 + $(number_of "$1"))); }
pid_of() { cat "$folder/$1.pid" 2>/dev/null || true; }
is_running() { [ -n "$(pid_of "$1")" ] && kill -0 "$(pid_of "$1")" 2>/dev/null; }
# Prints the process id of the server of a folder. PostgreSQL writes it there.
postgres_of() { head -n 1 "$folder/$1/data/postmaster.pid" 2>/dev/null || true; }
# Replaces the calling shell (exec), so that the process id of the shell is the process id of the program.
become() {
  if [ "$(id -u)" = 0 ]; then exec setpriv --reuid postgres --regid postgres --init-groups setsid "$@"; fi
  exec setsid "$@"
}
# There is no password: every server of this cluster listens on 127.0.0.1 and trusts that address.
query() { psql -qAtX -h 127.0.0.1 -p "$(sql_port "$1")" -U postgres -d "${3:-postgres}" -v ON_ERROR_STOP=1 -c "$2"; }
bin_folder() { find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1; }

install_packages() {
  local missing=() major
  major=$(basename "$(dirname "$(bin_folder)")" 2>/dev/null || true)
  command -v patroni > /dev/null || missing+=(patroni python3-etcd)
  command -v etcd > /dev/null || missing+=(etcd-server)
  command -v haproxy > /dev/null || missing+=(haproxy)
  command -v curl > /dev/null || missing+=(curl)
  [ -n "$(bin_folder)" ] || missing+=(postgresql)
  [ -z "$major" ] || [ -e "/usr/share/postgresql/$major/extension/pg_cron.control" ] || missing+=("postgresql-$major-cron")
  [ ${#missing[@]} -eq 0 ] && return
  [ "$(id -u)" = 0 ] || skip "these packages are missing and only root can install them: ${missing[*]}"
  command -v apt-get > /dev/null || skip "these packages are missing and there is no apt-get: ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" > "$folder/apt.log" 2>&1 \
    || skip "apt-get could not install ${missing[*]}; see $folder/apt.log"
}

write_configuration() {
  local node=$1 synchronous=$2
  cat > "$folder/$node.yml" <<TEXT
scope: outlier
name: $node
restapi:
  listen: 127.0.0.1:$(rest_port "$node")
  connect_address: 127.0.0.1:$(rest_port "$node")
etcd3:
  host: $etcd
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 5
    primary_start_timeout: 0
    maximum_lag_on_failover: 1073741824
    synchronous_mode: $synchronous
    postgresql:
      use_pg_rewind: true
      parameters:
        max_connections: 80
        shared_preload_libraries: pg_cron
        cron.database_name: outlier
        cron.use_background_workers: "on"
        max_worker_processes: 16
        wal_log_hints: "on"
        shared_buffers: 64MB
        log_min_messages: warning
  initdb:
    - encoding: UTF8
    - locale: C.UTF-8
    - data-checksums
postgresql:
  listen: 127.0.0.1:$(sql_port "$node")
  connect_address: 127.0.0.1:$(sql_port "$node")
  data_dir: $folder/$node/data
  bin_dir: $(bin_folder)
  pgpass: $folder/$node/pgpass
  authentication:
    superuser: {username: postgres}
    replication: {username: replicator}
  parameters:
    unix_socket_directories: $folder/$node
  basebackup:
    - checkpoint: fast
  pg_hba:
    - local all all trust
    - host all all 127.0.0.1/32 trust
    - host replication replicator 127.0.0.1/32 trust
TEXT
}

# HAProxy closes sessions to a server when its Patroni stops answering that it is the primary.
write_haproxy() {
  cat <<TEXT
global
  maxconn 300
defaults
  mode tcp
  timeout connect 2s
  timeout check 1s
  timeout client 1h
  timeout server 1h
listen outlier
  bind 127.0.0.1:$((port + 2))
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
TEXT
  local node
  for node in "${nodes[@]}"; do
    echo "  server $node 127.0.0.1:$(sql_port "$node") maxconn 80 check port $(rest_port "$node")"
  done
}

start_node() {
  local node=$1
  is_running "$node" && return
  (become patroni "$folder/$node.yml") >> "$folder/$node.log" 2>&1 < /dev/null &
  echo $! > "$folder/$node.pid"
}

role_of() {
  # Ask the server itself, because Patroni may be frozen.
  case $(query "$1" 'select pg_is_in_recovery()' 2> /dev/null || true) in
    f) echo primary ;;
    t) echo standby ;;
    *) echo down ;;
  esac
}

# If two servers act as the primary, prints the one with the newer timeline.
primary() {
  local node found='' newest=''
  for node in "${nodes[@]}"; do
    if [ "$(role_of "$node")" = primary ]; then
      local timeline
      timeline=$(query "$node" "select left(pg_walfile_name(pg_current_wal_lsn()), 8)" 2> /dev/null || true)
      if [[ "$timeline" > "$newest" ]]; then newest=$timeline found=$node; fi
    fi
  done
  [ -n "$found" ] || return 1
  echo "$found"
}

until_true() {
  local seconds=$1 what=$2
  shift 2
  local end=$((SECONDS + seconds))
  until "$@"; do
    if [ $SECONDS -ge $end ]; then
      echo "not within $seconds seconds: $what; see the logs in $folder" >&2
      exit 1
    fi
    sleep 0.2
  done
}

has_primary() { primary > /dev/null; }
is_streaming() { [ "$(query "$(primary)" "select count(*) from pg_stat_replication where state = 'streaming'" 2> /dev/null || echo 0)" = 2 ]; }
is_synchronous() { [ "$(query "$(primary)" "select count(*) from pg_stat_replication where sync_state in ('sync', 'quorum')" 2> /dev/null || echo 0)" -ge 1 ]; }

up() {
  local synchronous=true node
  [ "${1:-}" = --asynchronous ] && synchronous=false
  if [ -e "$folder/etcd.pid" ]; then
    echo "There is a cluster in $folder already. Run: deploy/patroni/cluster.sh down" >&2
    exit 1
  fi
  mkdir -p "$folder"
  install_packages
  for node in "${nodes[@]}"; do
    mkdir -p -m 700 "$folder/$node"
    write_configuration "$node" "$synchronous"
  done
  write_haproxy > "$folder/haproxy.cfg"
  if [ "$(id -u)" = 0 ]; then chown -R postgres: "$folder"; fi
  (become etcd --name trial --data-dir "$folder/etcd" \
    --listen-client-urls "http://$etcd" --advertise-client-urls "http://$etcd" \
    --listen-peer-urls "http://127.0.0.1:$((port + 1))" \
    --initial-advertise-peer-urls "http://127.0.0.1:$((port + 1))" \
    --initial-cluster "trial=http://127.0.0.1:$((port + 1))") > "$folder/etcd.log" 2>&1 < /dev/null &
  echo $! > "$folder/etcd.pid"
  (become haproxy -db -f "$folder/haproxy.cfg") > "$folder/haproxy.log" 2>&1 < /dev/null &
  echo $! > "$folder/haproxy.pid"
  start_node n1
  until_true 60 "the first server is the primary" has_primary
  query n1 'create database outlier'
  query n1 'create extension pg_cron' outlier
  start_node n2
  start_node n3
  until_true 60 "both standbys stream" is_streaming
  if [ "$synchronous" = true ]; then until_true 30 "one standby is synchronous" is_synchronous; fi
  status
}

down() {
  local node
  for node in "${nodes[@]}"; do
    if is_running "$node"; then
      kill -CONT "$(pid_of "$node")" 2> /dev/null || true
      kill -KILL "$(pid_of "$node")" 2> /dev/null || true
    fi
    local server
    server=$(postgres_of "$node")
    if [ -n "$server" ] && kill -0 "$server" 2> /dev/null; then kill -QUIT "$server" 2> /dev/null || true; fi
  done
  local helper
  for helper in haproxy etcd; do
    if is_running "$helper"; then kill -KILL "$(pid_of "$helper")" 2> /dev/null || true; fi
  done
  for node in "${nodes[@]}"; do
    local left
    left=$(postgres_of "$node")
    for _ in $(seq 50); do
      [ -n "$left" ] && kill -0 "$left" 2> /dev/null || break
      sleep 0.1
    done
  done
  rm -rf "$folder"
}

status() {
  local node
  for node in "${nodes[@]}"; do
    echo "$node 127.0.0.1:$(sql_port "$node") $(role_of "$node")"
  done
}

connection() {
  if [ "${1:-}" = --haproxy ]; then
    echo "Host=127.0.0.1;Port=$((port + 2));Database=outlier"
    return
  fi
  echo "Host=127.0.0.1:$(sql_port n1),127.0.0.1:$(sql_port n2),127.0.0.1:$(sql_port n3);Database=outlier;Target Session Attributes=primary;Host Recheck Seconds=1"
}

kill_primary() {
  local node server
  node=$(primary)
  server=$(postgres_of "$node")
  if [ "$1" = both ]; then kill -KILL "$(pid_of "$node")"; fi
  # The postmaster and its children: the children would notice the end of the postmaster only when they write.
  local children
  children=$(pgrep -P "$server" || true)
  kill -KILL "$server" $children 2> /dev/null || true
  echo "$node"
}

switchover() {
  local node candidate
  node=$(primary)
  candidate=$(query "$node" "select application_name from pg_stat_replication order by sync_state desc limit 1")
  curl -sS --fail-with-body -X POST -H 'Content-Type: application/json' \
    -d "{\"leader\": \"$node\", \"candidate\": \"$candidate\"}" "http://127.0.0.1:$(rest_port "$node")/switchover"
  echo
}

lag() {
  local node
  node=$(primary)
  query "$node" 'alter role replicator nologin'
  query "$node" 'select pg_terminate_backend(pid) from pg_stat_replication' > /dev/null
}

case ${1:-} in
  up) shift; up "$@" ;;
  down) down ;;
  status) status ;;
  primary) primary ;;
  connection) shift; connection "$@" ;;
  kill-primary) kill_primary both ;;
  kill-postgres) kill_primary postgres ;;
  start) start_node "$2" ;;
  switchover) switchover ;;
  lag) lag ;;
  unlag) query "$(primary)" 'alter role replicator login' ;;
  freeze-patroni) node=$(primary); kill -STOP "$(pid_of "$node")"; echo "$node" ;;
  thaw-patroni) kill -CONT "$(pid_of "$2")" ;;
  *) usage; [ "${1:-}" = --help ] ;;
esac
