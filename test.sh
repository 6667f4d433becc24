#!/usr/bin/env bash
# Builds everything and runs every test. Arguments go to `dotnet test`, such as: ./test.sh --filter Name~slot
# ./test.sh --fast runs a part in about a minute: the conventions, the queue's decisions, sending, webhooks and the HTTP door.
# ./test.sh --server runs what another version or another build of PostgreSQL can change: the SQL, and the executor's work with
# the server. It leaves out the page, the reading of files, the HTTP door, the faults, and the longest tests of locks and upgrades.
# The database: OUTLIER_TEST_DB where set, else a container where an engine answers, else this machine's PostgreSQL.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

say() { printf '%s\n' "$*" >&2; }

engine_answers() {
  command -v curl >/dev/null || return 1
  case ${DOCKER_HOST:-unix:///var/run/docker.sock} in
    unix://*) curl -sf --max-time 5 --unix-socket "$(sed s,^unix://,, <<<"${DOCKER_HOST:-/var/run/docker.sock}")" http://engine/_ping >/dev/null 2>&1 ;;
    tcp://*) curl -sf --max-time 5 "http://${DOCKER_HOST#tcp://}/_ping" >/dev/null 2>&1 ;;
    *) return 1 ;;
  esac
}

# The newest PostgreSQL of Debian's layout that is new enough and has pg_cron and pgTAP; other layouts are left to the tests.
has_postgres() {
  local server major
  for server in /usr/lib/postgresql/*/bin/postgres; do
    [ -x "$server" ] || continue
    major=$(basename "$(dirname "$(dirname "$server")")")
    if [ "$major" -ge 15 ] && [ -f "/usr/lib/postgresql/$major/lib/pg_cron.so" ] && [ -f "/usr/share/postgresql/$major/extension/pgtap.control" ]; then
      return 0
    fi
  done
  ! command -v apt-get >/dev/null && command -v initdb >/dev/null
}

need_dotnet() {
  if ! command -v dotnet >/dev/null; then
    say 'The .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0'
    exit 1
  fi
}

need_database() {
  if [ -n "${OUTLIER_TEST_DB:-}" ] || engine_answers || has_postgres; then
    return
  fi
  local major packages
  if ! command -v apt-get >/dev/null; then
    say 'No database for the tests: set OUTLIER_TEST_DB, start a container engine, or install PostgreSQL 15 or newer with pg_cron and pgTAP.'
    exit 1
  fi
  major=$(apt-cache depends postgresql 2>/dev/null | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p' | head -n 1)
  major=${major:-15}
  packages="postgresql-$major postgresql-$major-cron postgresql-$major-pgtap postgresql-$major-plpgsql-check"
  if [ "$(id -u)" -ne 0 ]; then
    say 'No database for the tests: set OUTLIER_TEST_DB, start a container engine, or run:'
    say "  sudo apt-get install $packages"
    exit 1
  fi
  say "Installing $packages"
  apt-get update -qq
  # A server of its own is made for the tests; the one that the package would start is not wanted.
  mkdir -p /etc/postgresql-common
  [ -f /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
}

# Two tests of `outlier check` need a pooler. They are skipped if it cannot be installed. The package is not started.
need_pooler() {
  if ! PATH=$PATH:/usr/sbin command -v pgbouncer >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    say 'Installing pgbouncer'
    { apt-get install -y -qq --no-install-recommends pgbouncer || { apt-get update -qq && apt-get install -y -qq --no-install-recommends pgbouncer; }; } \
      >/dev/null 2>&1 || say 'pgbouncer cannot be installed: its tests are skipped.'
  fi
}

# Some fault tests set the clock of one process. They are skipped if faketime cannot be installed.
need_faketime() {
  if ! command -v faketime >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    say 'Installing faketime'
    { apt-get install -y -qq --no-install-recommends faketime || { apt-get update -qq && apt-get install -y -qq --no-install-recommends faketime; }; } \
      >/dev/null 2>&1 || say 'faketime cannot be installed: its tests are skipped.'
  fi
}

# The page is tested in a real browser.
need_chromium() {
  local browser
  for browser in "${OUTLIER_TEST_CHROMIUM:-/usr/bin/chromium}" /usr/bin/chromium-browser /usr/bin/google-chrome; do
    [ ! -x "$browser" ] || return 0
  done
  if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    say 'No browser for the tests of the page: install chromium, or name one in OUTLIER_TEST_CHROMIUM.'
    exit 1
  fi
  say 'Installing chromium'
  { apt-get install -y -qq --no-install-recommends chromium fonts-liberation \
    || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation; }; } >/dev/null
}

# Adds up the counters of the result files.
totals() {
  sed -n 's/.*<Counters \([^>]*\)>.*/\1/p' "$1"/*.trx | awk '
    function value(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
    { $0 = " " $0; total += value("total"); passed += value("passed"); failed += value("failed") + value("error") + value("timeout") + value("aborted") }
    END { printf "%d passed, %d failed", passed, failed; if (total > passed + failed) printf ", %d skipped", total - passed - failed; print ""; exit !(passed > 0 && failed == 0) }'
}

# Which tests failed, a line each with the beginning of why: at the end, where the totals are looked for.
failures() {
  awk '
    /<UnitTestResult .*outcome="Failed"/ { match($0, / testName="[^"]*"/); name = substr($0, RSTART + 11, RLENGTH - 12); why = "" }
    name != "" && sub(/.*<Message>/, "") { inside = 1 }
    inside { why = why " " $0 }
    inside && sub(/<\/Message>.*/, "", why) { gsub(/&#xD;/, "", why); gsub(/ +/, " ", why); print "FAILED " name ":" substr(why, 1, 600); name = ""; inside = 0 }' \
    "$1"/*.trx | sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}

# Of a project, what --fast and --server run; nothing: leave it out.
filter_of() {
  case $part/$1 in
    fast/Outlier.Tests.Sql) echo 'FullyQualifiedName~Conventions|FullyQualifiedName~PgTap' ;;
    fast/Outlier.Tests.Executor) echo 'FullyQualifiedName~Executor.SendingTests|FullyQualifiedName~Executor.WebhookTests|FullyQualifiedName~Http.DoorTests' ;;
    server/Outlier.Tests.Sql) echo 'FullyQualifiedName!~Reference&FullyQualifiedName!~EveryPairOfRaces&FullyQualifiedName!~UpgradeTests' ;;
    server/Outlier.Tests.Executor) echo 'FullyQualifiedName~Delivery.|FullyQualifiedName~Import.|FullyQualifiedName~HealthTests|FullyQualifiedName~BroadcastDayTests|FullyQualifiedName~CampaignTests|FullyQualifiedName~CheckTests|FullyQualifiedName~CommandTests|FullyQualifiedName~HomeTests|FullyQualifiedName~LifetimeTests|FullyQualifiedName~RestoreTests|FullyQualifiedName~RollingDeployTests|FullyQualifiedName~SendingTests|FullyQualifiedName~StandbyReadsTests|FullyQualifiedName~StandbyTests|FullyQualifiedName~StatusTests|FullyQualifiedName~WebhookTests' ;;
  esac
}

part=
case ${1:-} in
  --fast | --server)
    part=${1#--}
    shift
    ;;
esac
[ "$part" != fast ] || export OUTLIER_SQL_TESTS=${OUTLIER_SQL_TESTS:-sending/}

need_dotnet
need_database
if [ "$part" != fast ]; then
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 need_pooler
fi
if [ -z "$part" ]; then
  DEBIAN_FRONTEND=noninteractive need_faketime
  DEBIAN_FRONTEND=noninteractive need_chromium
fi
dotnet build Outlier.sln -nologo -v quiet -clp:NoSummary

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
for project in tests/Outlier.Tests.*/Outlier.Tests.*.csproj; do
  name=$(basename "$project" .csproj)
  grep -q 'Microsoft.NET.Test.Sdk' "$project" || continue
  if [ -n "$part" ]; then
    filter=$(filter_of "$name")
    [ -n "$filter" ] || continue
    set -- --filter "$filter"
  fi
  say "== $name"
  dotnet test "$project" --no-build -nologo --logger "console;verbosity=minimal" --results-directory "$results" --logger "trx;LogFileName=$name.trx" "$@" || status=1
done

failures "$results" || status=1
totals "$results" || status=1
exit "$status"
