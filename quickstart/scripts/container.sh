# shellcheck shell=bash disable=SC2034 # The variables are those of quickstart.sh.
# The database in a container, where an engine answers.

# A docker program may be there without an engine, so the engine itself is asked. ENGINE is a command line: podman that
# talks to another's socket takes two words more.
find_engine() {
  local candidate
  ENGINE_HOST=${DOCKER_HOST:-}
  case ${OUTLIER_ENGINE:-} in
    packages) return 1 ;;
    '') ;;
    *)
      engine_answers "$OUTLIER_ENGINE" || fail "OUTLIER_ENGINE is $OUTLIER_ENGINE, and no engine answers: $OUTLIER_ENGINE version"
      ENGINE=$OUTLIER_ENGINE
      return 0
      ;;
  esac
  for candidate in docker ${DOCKER_HOST:+"podman --url=$DOCKER_HOST"} podman; do
    if command -v "${candidate%% *}" >/dev/null && engine_answers "$candidate"; then
      ENGINE=$candidate
      return 0
    fi
  done
  return 1
}

# Only an engine that answers knows the version of its server.
engine_answers() { [ -n "$($1 version --format '{{.Server.Version}}' 2>/dev/null || true)" ]; }

# $ENGINE is a command line: split on purpose. ENGINE_HOST: stop may be called from a shell that has another DOCKER_HOST.
# shellcheck disable=SC2086
engine() { DOCKER_HOST=${ENGINE_HOST:-} $ENGINE "$@"; }

build_image() {
  # Where the engine's own network does not reach the package archive, that of the machine may.
  engine build -t "$IMAGE" -f deploy/postgres.Dockerfile deploy \
    || engine build --network host -t "$IMAGE" -f deploy/postgres.Dockerfile deploy
}

run_container() {
  engine rm -f -v "$CONTAINER" || true
  POSTGRES_PASSWORD=$DATABASE_PASSWORD engine run -d --name "$CONTAINER" -p "127.0.0.1:$DATABASE_PORT:5432" \
    -e POSTGRES_PASSWORD -e POSTGRES_DB=outlier "$IMAGE" \
    -c shared_preload_libraries=pg_cron -c cron.database_name=outlier -c cron.use_background_workers=on
}

start_container() {
  CONTAINER=outlier-quickstart-$(printf %s "$ROOT" | cksum | cut -d ' ' -f 1)
  IMAGE=localhost/outlier-quickstart-postgres:17
  DATABASE_PORT=$(same_or_free_port "${DATABASE_PORT:-}")
  CONTAINER_LOG=$STATE/image.log
  try "Database image (${ENGINE%% *})" "$CONTAINER_LOG" build_image || return 1
  # Saved before it runs, so that stop finds it whatever happens next.
  DATABASE_KIND=container
  save
  CONTAINER_LOG=$STATE/container.log
  try 'Database container' "$CONTAINER_LOG" run_container
}

container_is_up() { [ "$(engine inspect -f '{{.State.Running}}' "$CONTAINER" 2>/dev/null)" = true ]; }

stop_container() {
  engine rm -f -v "$CONTAINER" >"$STATE/container.log" 2>&1 || say "The container $CONTAINER could not be removed: .quickstart/container.log says why."
}

container_log() { engine logs --tail 200 "$CONTAINER" >"$STATE/database.log" 2>&1 || true; }
