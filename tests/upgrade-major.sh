#!/usr/bin/env bash
# Upgrades a database server with pg_upgrade while a batch is being sent, and shows that the jobs run on the new server,
# that nothing is sent before the database is adopted, and that afterwards each person has each text exactly once.
# It takes about five minutes. By hand: it needs a container engine and Debian's packages of both versions.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: tests/upgrade-major.sh [--keep]

  --keep   leave the servers, the programs and the folder as they are at the end

Settings, as environment variables:
  OUTLIER_ENGINE  docker or podman. Default: the first that answers
  OUTLIER_OLD     old major version, from Debian 12. Default: 15
  OUTLIER_NEW     new major version, from Debian 13. Default: 17

It needs curl, psql, the .NET 10 SDK, and a container engine that can use the network of this machine.
TEXT
}

case ${1:-} in
  '' | --keep) ;;
  *) usage; exit 2 ;;
esac

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
old=${OUTLIER_OLD:-15}
new=${OUTLIER_NEW:-17}
name=outlier-upgrade-$$
folder=$(mktemp -d "${TMPDIR:-/tmp}/outlier-upgrade.XXXXXX")
pids=()

say() { printf '%s\n' "$*"; }
fail() {
  say "FAILED: $*" >&2
  exit 1
}

find_engine() {
  local engine
  for engine in ${OUTLIER_ENGINE:-docker podman}; do
    if command -v "$engine" >/dev/null && "$engine" info >/dev/null 2>&1; then
      printf '%s' "$engine"
      return
    fi
  done
  fail 'no container engine answers: install docker or podman'
}

clean_up() {
  local status=$? pid
  if [ "${1:-}" = --keep ]; then
    say "Left as they are: container $name, processes ${pids[*]:-none}, folder $folder."
    return
  fi
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  "$engine" rm -f "$name" >/dev/null 2>&1 || true
  if [ "$status" = 0 ]; then rm -rf "$folder"; else say "The logs are in $folder." >&2; fi
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

inside() { "$engine" exec -u postgres "$name" "$@"; }
sql() { psql -XqAt -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U postgres outlier "$@"; }
program() { printf '%s' "$root/artifacts/bin/Outlier.$1/debug/$2.dll"; }
connection() { printf '%s' "Host=127.0.0.1;Port=$port;Database=outlier;Username=$1"; }

# until_is SECONDS WHAT VALUE COMMAND...: waits until the command prints the value.
until_is() {
  local seconds=$1 what=$2 value=$3 found='' end
  shift 3
  end=$((SECONDS + seconds))
  while [ "$SECONDS" -lt "$end" ]; do
    found=$("$@" 2>&1 || true)
    case $found in
      # A pattern.
      $value) return ;;
    esac
    sleep 0.5
  done
  fail "$what: expected $value within $seconds seconds, and found: $found"
}

build_image() {
  "$engine" build -q --network host -t "outlier-upgrade:$old-$new" - >"$folder/image.log" 2>&1 <<FILE || fail 'the image could not be built: see image.log'
FROM docker.io/library/debian:trixie-slim
RUN if [ -f /etc/apt/sources.list ]; then sed 's/trixie/bookworm/' /etc/apt/sources.list > /etc/apt/sources.list.d/bookworm.list; fi; \
    if [ -f /etc/apt/sources.list.d/debian.sources ]; then \
      sed 's/trixie/bookworm/g' /etc/apt/sources.list.d/debian.sources > /etc/apt/sources.list.d/bookworm.sources; fi; \
    apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-common >/dev/null && \
    sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      postgresql-$old postgresql-$old-cron postgresql-$new postgresql-$new-cron >/dev/null
FILE
}

# make_cluster VERSION
make_cluster() {
  inside "/usr/lib/postgresql/$1/bin/initdb" -D "/var/lib/postgresql/$1-outlier" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
    >"$folder/initdb-$1.log" 2>&1 || fail "initdb of PostgreSQL $1: see initdb-$1.log"
  "$engine" exec -i -u postgres "$name" bash -c "cat >> /var/lib/postgresql/$1-outlier/postgresql.conf" <<TEXT
port = $port
listen_addresses = '127.0.0.1'
unix_socket_directories = '/tmp'
shared_preload_libraries = 'pg_cron'
cron.database_name = 'outlier'
cron.use_background_workers = on
max_worker_processes = 16
TEXT
}

start_cluster() {
  inside "/usr/lib/postgresql/$1/bin/pg_ctl" -D "/var/lib/postgresql/$1-outlier" -l "/tmp/server-$1.log" -w start >/dev/null \
    || fail "PostgreSQL $1 does not start: $(inside tail -n 5 "/tmp/server-$1.log")"
}

stop_cluster() { inside "/usr/lib/postgresql/$1/bin/pg_ctl" -D "/var/lib/postgresql/$1-outlier" -m fast -w stop >/dev/null; }

start_simulator() {
  ASPNETCORE_URLS="http://127.0.0.1:$simulator" Simulator__Urls="http://127.0.0.1:$simulator" Simulator__AnswerDelay=00:00:00.150 \
    Simulator__WebhookUrl="http://127.0.0.1:$executor/" Simulator__WebhookSecret=sample-secret \
    dotnet "$(program Simulator outlier-simulator)" >"$folder/simulator.log" 2>&1 &
  pids+=($!)
  disown
  until_is 60 'the simulator' '{"status":"ok"}' curl -fsS "http://127.0.0.1:$simulator/health"
}

start_executor() {
  ConnectionStrings__Outlier="$(connection outlier_executor)" ASPNETCORE_URLS="http://127.0.0.1:$executor" \
    Missive__BaseUrl="http://127.0.0.1:$simulator/v1" Missive__FirstMessagesToken=first Missive__SecondMessagesToken=second \
    Missive__GeneralToken=general Missive__WebhookSecret=sample-secret \
    Twilio__BaseUrl="http://127.0.0.1:$simulator" Twilio__AccountSid=ACb66b4433f5bd599bd33b4980804beb8a \
    Twilio__AuthToken=0123456789abcdef0123456789abcdef \
    dotnet "$(program Executor outlier)" run >>"$folder/executor.log" 2>&1 &
  executor_pid=$!
  pids+=("$executor_pid")
  disown
}

# Prints what the simulator sent: one line for each person and text.
sent() {
  curl -fsS "http://127.0.0.1:$simulator/simulator/messages" \
    | grep -o '"direction":"[a-z]*","from":"[^"]*","to":"[^"]*","body":"[^"]*"' | grep '"to":"+1[0-9]*5550' | grep -v '"to":"+13135550100"' || true
}
sent_count() { sent | wc -l | tr -d ' '; }

fill() {
  sql <<'SQL'
update outlier.settings
set organization_id = '16ead38e-0348-4564-9b8a-5085be988669', sending_phone_number = '+13135550100', max_texts_per_day = null,
  archive_label_id = gen_random_uuid();
update outlier.contact_hours set opens = '00:00', closes = '24:00';
-- Ten a second: the batch is still being sent when the server is stopped.
delete from outlier.quota_limits;
insert into outlier.quota_limits (quota, per, calls)
select q.name, interval '1 second', case when q.name = 'first_messages' then 10 else 100 end from outlier.quotas as q;
insert into outlier.authors (phone_number, name)
select '+1' || area || '55501' || lpad(n::text, 2, '0'), 'Person ' || area || n
from unnest(array['248', '734', '586', '810', '517']) as area cross join generate_series(1, 99) as n;
insert into outlier.labels (id, name) values
  ('00000000-0000-4000-8000-000000000001', 'Everybody'), ('00000000-0000-4000-8000-000000000002', 'Some');
insert into outlier.conversations (id) select md5(phone_number)::uuid from outlier.authors where phone_number <> '+13135550100';
insert into outlier.conversations_authors (conversation_id, author_phone_number)
select md5(phone_number)::uuid, phone_number from outlier.authors where phone_number <> '+13135550100';
insert into outlier.conversations_labels (conversation_id, label_id)
select md5(a.phone_number)::uuid, l.id
from outlier.authors as a cross join outlier.labels as l
where a.phone_number <> '+13135550100' and (l.name = 'Everybody' or a.phone_number like '+1248%');
-- As if their time had come a moment ago: the job starts the first one.
insert into outlier.campaigns (title, first_message, second_message, delay, run_at, segments) values
  ('Under way', 'What do you need to know?', 'Text us back any time.', 60, now() + interval '1 second',
    '{"included": {"id": "00000000-0000-4000-8000-000000000001"}}'),
  ('Later', 'The vote is tonight.', null, 600, now() + interval '1 day',
    '{"included": {"id": "00000000-0000-4000-8000-000000000002"}}');
SQL
}

# Jobs that began after a time, and how they ended.
jobs_since() { sql -c "select string_agg(distinct status, ',') from cron.job_run_details where start_time > '$1' and end_time is not null and jobid in (select jobid from cron.job where jobname = 'maintain-queues')"; }

engine=$(find_engine)
trap 'clean_up "${1:-}"' EXIT
port=$(free_port)
simulator=$(free_port)
executor=$(free_port)

say "Build the programs, and an image with PostgreSQL $old and $new"
dotnet build "$root/executor" -v quiet -nologo -clp:NoSummary >"$folder/build.log" 2>&1 || fail 'the executor does not build: see build.log'
dotnet build "$root/simulator" -v quiet -nologo -clp:NoSummary >>"$folder/build.log" 2>&1 || fail 'the simulator does not build: see build.log'
build_image

say "PostgreSQL $old: migrate, start a batch, send a part of it"
"$engine" run -d --network host --name "$name" "outlier-upgrade:$old-$new" sleep infinity >/dev/null
make_cluster "$old"
inside bash -c "echo 'create database outlier template template0' | /usr/lib/postgresql/$old/bin/postgres --single -D /var/lib/postgresql/$old-outlier postgres" >/dev/null
start_cluster "$old"
ConnectionStrings__Outlier=$(connection postgres) dotnet "$(program Executor outlier)" migrate >"$folder/migrate.log" 2>&1 || fail 'migrate: see migrate.log'
fill
start_simulator
start_executor
until_is 150 'the job starts the batch' 'sending' sql -c "select state from outlier.campaigns where title = 'Under way'"
until_is 60 'the first follow-up waits' 't' sql -c "select second_waiting > 0 and first_sent > 100 and first_waiting > 100 from outlier.campaign_progress where title = 'Under way'"
# In the middle of its calls: of these, nobody knows what became of them.
kill -KILL "$executor_pid"
stop_cluster "$old"
before=$(sent_count)
say "$before texts are out"

say "pg_upgrade to PostgreSQL $new"
make_cluster "$new"
upgrade=("/usr/lib/postgresql/$new/bin/pg_upgrade" -b "/usr/lib/postgresql/$old/bin" -B "/usr/lib/postgresql/$new/bin"
  -d "/var/lib/postgresql/$old-outlier" -D "/var/lib/postgresql/$new-outlier" -U postgres -p "$port" -P "$(free_port)")
"$engine" exec -u postgres -w /tmp "$name" "${upgrade[@]}" --check >"$folder/upgrade.log" 2>&1 || fail "pg_upgrade --check: see upgrade.log"
"$engine" exec -u postgres -w /tmp "$name" "${upgrade[@]}" >>"$folder/upgrade.log" 2>&1 || fail "pg_upgrade: see upgrade.log"
start_cluster "$new"
inside "/usr/lib/postgresql/$new/bin/vacuumdb" -h 127.0.0.1 -p "$port" -U postgres --all --analyze-in-stages >"$folder/analyze.log" 2>&1 || fail 'vacuumdb: see analyze.log'
started=$(sql -c 'select now()')
say "$(sql -c 'select version()')"

say 'Before it is adopted, the database sends nothing'
start_executor
until_is 120 'the copy is named' '*copy of*' curl -sS "http://127.0.0.1:$executor/health/ready"
until_is 150 'jobs run on the new server' 'succeeded' jobs_since "$started"
check=$(ConnectionStrings__Outlier=$(connection outlier_executor) Missive__BaseUrl="http://127.0.0.1:$simulator/v1" \
  Missive__FirstMessagesToken=first Missive__SecondMessagesToken=second Missive__GeneralToken=general Missive__WebhookSecret=sample-secret \
  dotnet "$(program Executor outlier)" check || true)
say "$check" >"$folder/check.log"
case $check in *'his database is a copy of'*) ;; *) fail 'outlier check does not name the copy: see check.log' ;; esac
[ "$(sent_count)" = "$before" ] || fail "$(($(sent_count) - before)) texts were sent before the database was adopted"
ConnectionStrings__Outlier=$(connection postgres) dotnet "$(program Executor outlier)" migrate >>"$folder/migrate.log" 2>&1 || fail 'migrate on the new server: see migrate.log'

say "Adopted with keep, the batch continues"
sql -c "select outlier.adopt_database('keep')" >"$folder/adopt.log"
until_is 120 'the executor is ready' '200' curl -sS -o /dev/null -w '%{http_code}' "http://127.0.0.1:$executor/health/ready"
sql -c "update outlier.campaigns set run_at = now() + interval '1 second' where title = 'Later'"
until_is 600 'both batches are done' 'done,done' sql -c "select string_agg(state, ',') from outlier.campaigns"
until_is 300 'all follow-ups are out' '0' sql -c "select second_waiting from outlier.campaign_progress where title = 'Under way'"

sent >"$folder/sent.txt"
twice=$(sort "$folder/sent.txt" | uniq -d | wc -l)
people=$(sql -c "select count(*) from outlier.authors where phone_number <> '+13135550100'")
first=$(grep -c 'What do you need to know?' "$folder/sent.txt" || true)
second=$(grep -c 'Text us back any time.' "$folder/sent.txt" || true)
later=$(grep -c 'The vote is tonight.' "$folder/sent.txt" || true)
unknown=$(sql -c 'select count(*) from outlier.unknown_messages')
say "$people people: $first first texts, $second follow-ups, $later of the later batch (99 people), $twice twice, $unknown unknown"
[ "$twice" = 0 ] && [ "$first" = "$people" ] && [ "$second" = "$people" ] && [ "$later" = 99 ] && [ "$unknown" = 0 ] || fail 'the texts are not what they should be: see sent.txt'
jobs=$(sql -c "select count(*) || ' jobs, ' || count(*) filter (where active and username = 'outlier_owner') || ' active' from cron.job")
say "$jobs on the new server. Passed."
