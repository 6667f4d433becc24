#!/usr/bin/env bash
# Breaks the SQL in the ways of tests/mutants.txt, one at a time, and expects a pgTAP test to fail each time.
# Usage: tests/mutate.sh [part of a mutant's line]
# Needs the built executor (dotnet build Outlier.sln), and PostgreSQL 15 or newer with pgTAP on this machine. It starts a
# cluster of its own in a scratch folder, works on a copy of the SQL there, and removes everything at the end.
# Exit codes: 0 every mutant was noticed, 1 a mutant survived, 2 a mutant or the set-up is wrong.
# MUTATE_JOBS: mutants at a time. Default 2. MUTATE_TIMEOUT: limit of a test file, in seconds. Default 120.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
jobs=${MUTATE_JOBS:-2}
limit=${MUTATE_TIMEOUT:-120}
wanted=${1:-}

fail() {
  printf '%s\n' "$*" >&2
  exit 2
}

outlier=$(find "$PWD/artifacts/bin"/Outlier.Executor -name outlier.dll -print -quit 2>/dev/null || true)
[ -n "$outlier" ] || fail 'The executor is not built. Run: dotnet build Outlier.sln'
newer=$(find sql/migrations sql/functions sql/migrator -newer "$outlier" -type f -print -quit)
[ -z "$newer" ] || fail "The executor was built before $newer changed. Run: dotnet build Outlier.sln"
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)") || fail 'PostgreSQL is missing: install PostgreSQL 15 or newer with pgTAP.'

scratch=$(mktemp -d)
chmod 755 "$scratch"
port=$((20000 + $$ % 20000))
as_postgres() { if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
clean_up() {
  local children
  children=$(jobs -p)
  # shellcheck disable=SC2086
  [ -z "$children" ] || kill $children 2>/dev/null || true
  as_postgres "$bin/pg_ctl" -D "$scratch/data" -m immediate stop >"$scratch/stop.log" 2>&1 || true
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 2' INT TERM

# One statement or file at a time, as the superuser of the scratch cluster.
sql() { psql -X -qAt -v ON_ERROR_STOP=1 -h "$scratch" -p "$port" -U postgres "$@"; }

mkdir "$scratch/data"
[ "$(id -u)" -ne 0 ] || chown postgres "$scratch" "$scratch/data"
as_postgres "$bin/initdb" -D "$scratch/data" -U postgres -A trust -N --locale=C.UTF-8 -E UTF8 >"$scratch/initdb.log"
as_postgres "$bin/pg_ctl" -D "$scratch/data" -w -l "$scratch/server.log" start -o \
  "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$scratch -c fsync=off -c full_page_writes=off" \
  >"$scratch/start.log" || fail "$(cat "$scratch/start.log" "$scratch/server.log")"

cp -R sql "$scratch/sql"
cp tests/mutants.txt "$scratch/mutants.txt"
cd "$scratch"

# As tests/Outlier.Tests.Support/TestDatabase.cs makes its template.
sql -d postgres -c 'create database template_of_mutants template template0'
sql -d template_of_mutants -f sql/tests/_support/cron.sql
ConnectionStrings__Outlier="Host=127.0.0.1;Port=$port;Username=postgres;Database=template_of_mutants" \
  dotnet "$outlier" migrate --without-cron >"$scratch/migrate.log" 2>&1 || fail "$(cat "$scratch/migrate.log")"
sql -d template_of_mutants -c "update outlier.scheduler set jobs_set_up_at = now() + interval '1 day'" \
  -c 'create schema tap' -c 'create extension pgtap schema tap' -c 'grant usage on schema tap to public'
for file in sql/tests/_support/*.sql; do
  [ "${file##*/}" = cron.sql ] || sql -d template_of_mutants -f "$file" >"$scratch/support.log"
done
sql -d template_of_mutants -c 'delete from outlier.home'

# Prints why a test file fails. Prints nothing if it passes.
failure() {
  local output code=0
  output=$(PGOPTIONS='-c role=outlier_owner -c search_path=tap,test -c client_min_messages=warning' \
    timeout "$limit" psql -X -qAt -v ON_ERROR_STOP=1 -h "$scratch" -p "$port" -U postgres -d "$1" -f "$2" 2>&1) || code=$?
  if [ "$code" -eq 124 ]; then
    echo "no end within $limit seconds"
  elif ! grep -m 1 -E '^(not ok|# Looks like)' <<<"$output" && [ "$code" -ne 0 ]; then
    grep -m 1 -o 'ERROR:.*' <<<"$output" || echo "psql ended with $code"
  fi
}

# The test files of a mutant: a file whose name is that of the function comes first.
tests_of() {
  local name=${1##*/} part
  {
    find sql/tests -name "$name"
    for part in $2; do
      find sql/tests -name '*.sql' -not -path '*/_support/*' -path "*/tests/$part*" | sort
    done
  } | awk '!seen[$0]++'
}

# Runs one mutant. Writes its result into a file: noticed, SURVIVED or WRONG, the name, and what noticed it.
run_mutant() {
  local number=$1 name=$2 path=$3 from=${4//\\n/$'\n'} to=${5//\\n/$'\n'} tests=$6
  local file=sql/functions/$path database=mutant_$1 text rest test_file why=
  result() { printf '%s|%s|%s\n' "$1" "$name" "$2" >"$scratch/result.$number"; }
  result WRONG 'was not run'
  [ -f "$file" ] || { result WRONG "there is no file $file"; return; }
  text=$(<"$file")
  rest=${text#*"$from"}
  [ "$rest" != "$text" ] || { result WRONG "\"from\" does not occur in $file"; return; }
  [ "${rest#*"$from"}" = "$rest" ] || { result WRONG "\"from\" occurs more than once in $file"; return; }
  printf '%s\n' "${text%%"$from"*}$to$rest" >"$scratch/mutant.$number.sql"
  sql -d postgres -c "create database $database template template_of_mutants"
  if ! PGOPTIONS='-c role=outlier_owner -c check_function_bodies=off' \
    sql -d "$database" -f "$scratch/mutant.$number.sql" >"$scratch/mutant.$number.log" 2>&1; then
    result WRONG "$(head -n 1 "$scratch/mutant.$number.log")"
  else
    result SURVIVED "$tests"
    for test_file in $(tests_of "$path" "$tests"); do
      why=$(failure "$database" "$test_file")
      if [ -n "$why" ]; then
        result noticed "${test_file#sql/tests/}: $(head -n 1 <<<"$why")"
        break
      fi
    done
    # A test that fails without the mutant has noticed nothing.
    if [ -n "$why" ]; then
      sql -d postgres -c "drop database $database with (force)" -c "create database $database template template_of_mutants"
      why=$(failure "$database" "$test_file")
      [ -z "$why" ] || result WRONG "$test_file fails without the mutant: $(head -n 1 <<<"$why")"
    fi
  fi
  sql -d postgres -c "drop database $database with (force)"
  cat "$scratch/result.$number" >&2
}

mutants=()
while IFS= read -r line; do
  [[ -z $line || $line == \#* || $line != *"$wanted"* ]] || mutants+=("$line")
done <mutants.txt
[ "${#mutants[@]}" -gt 0 ] || fail "No mutant has \"$wanted\" in its line."

split() { awk -v n="$2" -F ' [|] ' '{ printf "%s", $n }' <<<"$1"; }
for line in "${mutants[@]}"; do
  [ "$(awk -F ' [|] ' '{ print NF }' <<<"$line")" -eq 5 ] || fail "A mutant has five parts, separated by \" | \": $line"
done
printf '%s mutants\n' "${#mutants[@]}" >&2

number=0
for line in "${mutants[@]}"; do
  number=$((number + 1))
  while [ "$(jobs -pr | wc -l)" -ge "$jobs" ]; do wait -n || true; done
  run_mutant "$number" "$(split "$line" 1)" "$(split "$line" 2)" "$(split "$line" 3)" "$(split "$line" 4)" \
    "$(split "$line" 5)" &
done
wait

for ((i = 1; i <= number; i++)); do cat "$scratch/result.$i"; done >"$scratch/results"
awk -F '|' '{ printf "%-9s %-48s %s\n", $1, $2, $3 }' "$scratch/results"
awk -F '|' '{ n[$1]++ } END { printf "%d mutants: %d noticed, %d survived, %d wrong\n", NR, n["noticed"], n["SURVIVED"], n["WRONG"] }' \
  "$scratch/results"
! grep -q '^WRONG' "$scratch/results" || exit 2
! grep -q '^SURVIVED' "$scratch/results" || exit 1
