# shellcheck shell=bash
# The simulator and the executor, as processes of this machine.

program() { say "$STATE/programs/bin/Outlier.$1/release/$2.dll"; }

# The helper in C#: what bash cannot do where there is nothing but .NET.
helper() {
  OUTLIER_QUICKSTART_DATABASE="Host=127.0.0.1;Port=$DATABASE_PORT;Database=outlier;Username=postgres;Password=$DATABASE_PASSWORD" \
    OUTLIER_QUICKSTART_SIMULATOR="http://127.0.0.1:$SIMULATOR_PORT" \
    OUTLIER_QUICKSTART_EXECUTOR_PASSWORD="$EXECUTOR_PASSWORD" \
    dotnet "$(program Quickstart outlier-quickstart)" "$@"
}

build_programs() {
  # Away from where others build, who would build over programs that run. The rules of the house, and the audit of
  # packages, which needs the network, are for those who change the code.
  DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet build quickstart/Outlier.Quickstart.csproj -c Release -v quiet -nologo \
    -clp:NoSummary --artifacts-path "$STATE/programs" -p:RunAnalyzers=false
}

migrate_database() {
  helper wait-database
  ConnectionStrings__Outlier="Host=127.0.0.1;Port=$DATABASE_PORT;Database=outlier;Username=postgres;Password=$DATABASE_PASSWORD" \
    dotnet "$(program Executor outlier)" migrate
  helper login
}

# start NAME ADDRESS COMMAND...: in the background, in a session of its own, so that neither Ctrl-C nor the end of the
# terminal reaches it.
start() {
  local name=$1 address=$2 detach=nohup
  shift 2
  if command -v setsid >/dev/null; then detach=setsid; fi
  (cd "$STATE" && exec "$detach" "$@") >"$STATE/$name.log" 2>&1 </dev/null &
  say "$!" >"$STATE/$name.pid"
  if ! step "${name} at ${address%/health*}" "$STATE/$name.start.log" helper wait-http "$address" "$!"; then
    show_log "$STATE/$name.log"
    fail "the $name did not start"
  fi
}

start_simulator() {
  # It answers as slowly as would be a quick Missive, so that there is something to see, and cannot reach two people.
  start simulator "http://127.0.0.1:$SIMULATOR_PORT/health" env \
    ASPNETCORE_URLS="http://127.0.0.1:$SIMULATOR_PORT" \
    Simulator__WebhookUrl="http://127.0.0.1:$EXECUTOR_PORT/" \
    Simulator__WebhookSecret="$WEBHOOK_SECRET" \
    Simulator__AnswerDelay=00:00:00.150 \
    Simulator__DeliverAfter=00:00:00 \
    Simulator__FailingNumbers__+12485550112=21211 \
    Simulator__FailingNumbers__+12485550136=21211 \
    dotnet "$(program Simulator outlier-simulator)"
}

start_executor() {
  start executor "http://127.0.0.1:$EXECUTOR_PORT/health/ready" env \
    ASPNETCORE_URLS="http://127.0.0.1:$EXECUTOR_PORT" \
    ConnectionStrings__Outlier="Host=127.0.0.1;Port=$DATABASE_PORT;Database=outlier;Username=outlier_executor;Password=$EXECUTOR_PASSWORD" \
    Missive__BaseUrl="http://127.0.0.1:$SIMULATOR_PORT/v1" \
    Missive__FirstMessagesToken=sample-first-messages \
    Missive__SecondMessagesToken=sample-second-messages \
    Missive__GeneralToken=sample-general \
    Missive__WebhookSecret="$WEBHOOK_SECRET" \
    dotnet "$(program Executor outlier)" run
}

# Prints a token for the page, in place of that of the last run.
desk_token() (
  # As the login that migrated: the executor's may not make tokens.
  export ConnectionStrings__Outlier="Host=127.0.0.1;Port=$DATABASE_PORT;Database=outlier;Username=postgres;Password=$DATABASE_PASSWORD"
  dotnet "$(program Executor outlier)" token revoke --name quickstart >/dev/null 2>&1 || true
  dotnet "$(program Executor outlier)" token create --name quickstart --role sender 2>/dev/null
)

# Another process may have got the process id since then, so the command line is checked too.
is_ours() {
  local command
  if [ -r "/proc/$1/cmdline" ]; then
    command=$(tr '\0' ' ' <"/proc/$1/cmdline")
  else
    command=$(ps -p "$1" -o command= 2>/dev/null || true)
  fi
  case $command in *"$STATE/programs/bin/Outlier."*) return 0 ;; *) return 1 ;; esac
}

stop_service() {
  local file=$STATE/$1.pid pid
  [ -s "$file" ] || return 0
  pid=$(cat "$file")
  if is_ours "$pid"; then
    kill "$pid" 2>/dev/null || true
    # The executor finishes the calls that it has begun.
    for _ in $(seq 100); do
      is_ours "$pid" || break
      sleep 0.1
    done
    if is_ours "$pid"; then kill -KILL "$pid" 2>/dev/null || true; fi
  fi
  rm -f "$file"
}
