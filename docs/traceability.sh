#!/usr/bin/env bash
# Writes docs/traceability.md: each line of docs/requirements.txt with the tests that show it. Fails where a line has no test,
# or names one that is not in the sources; then the file stays as it was. With "print" it only prints;
# a file behind that takes the place of requirements.txt.
#
# In requirements.txt a line is its name, a tab, and what is required; each test follows after a tab: "file: assertion" is one of
# sql/tests, as it is written there; "Class.Method" is one of tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

page=$(
  {
    grep -roE --include='*.sql' "'([^']|'')*'" sql/tests
    grep -rE --include='*.cs' 'public (async )?(Task|void) [A-Za-z0-9_]+\(' tests
    cat "${2:-docs/requirements.txt}"
  } | awk '
    function fail(what) { print "docs/requirements.txt: " what > "/dev/stderr"; failed = 1 }
    function finish() { if (name != "") { if (tests == "") fail(name " has no test"); else print "| `" name "` | " text " | " tests " |" } name = tests = "" }
    # What there is: an assertion of a pgTAP file, or a method of a fixture, which has a file of its name.
    /^sql\/tests\// {
      colon = index($0, ":"); file = substr($0, 11, colon - 11); said = substr($0, colon + 2, length($0) - colon - 2)
      gsub(/\047\047/, "\047", said); there[file ": " said] = 1; next
    }
    /^tests\// {
      split($0, parts, ":"); path = parts[1]; class = path; sub(/.*\//, "", class); sub(/\.cs$/, "", class)
      method = $0; sub(/\(.*/, "", method); sub(/.* /, "", method); there[class "." method] = 1; paths[class] = path; next
    }
    /^# / { finish(); print "\n## " substr($0, 3) "\n\n| | | shown by |\n| --- | --- | --- |"; next }
    /^\t/ {
      test = substr($0, 2)
      if (!(test in there)) fail(name " names a test that is not there: " test)
      if (test ~ /\.sql: /) { path = "sql/tests/" test; sub(/\.sql: .*/, ".sql", path); shown = test; sub(/.*\.sql: /, "", shown) }
      else { class = test; sub(/\..*/, "", class); path = paths[class]; shown = test; sub(/.*\./, "", shown); gsub(/_/, " ", shown) }
      gsub(/\|/, "\\|", shown)
      tests = tests (tests == "" ? "" : "<br>") "[" shown "](../" path ")"; next
    }
    /\t/ {
      finish(); tab = index($0, "\t"); name = substr($0, 1, tab - 1); text = substr($0, tab + 1)
      if (name in names) fail(name " comes twice"); names[name] = 1; next
    }
    NF { fail("what is this? " $0) }
    END { finish(); exit failed }'
)
page="# What is required, and the tests that show it

Made by \`docs/traceability.sh\` from [requirements.txt](requirements.txt): change that, and run it.
$page"
if [ "${1:-}" = print ]; then printf '%s\n' "$page"; else printf '%s\n' "$page" >docs/traceability.md; fi
