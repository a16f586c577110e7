#!/usr/bin/env bash
# What the GitHub Action runs (action.yml): COMMAND on FILES with ARGS. FILES holds a path or a pattern a line, ARGS an
# argument a line; neither is ever read as shell code.
set -euo pipefail
shopt -s globstar nullglob

lines() { printf '%s\n' "$1" | tr -d '\r' | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d'; }

args=()
while IFS= read -r line; do args+=("$line"); done < <(lines "${ARGS:-}")
files=()
while IFS= read -r line; do
  if [ -e "$line" ]; then files+=("$line"); continue; fi
  IFS= # a pattern may hold spaces, and what it finds too
  # shellcheck disable=SC2206 # expanding the pattern is the point
  found=($line)
  unset IFS
  if [ ${#found[@]} -eq 0 ] || [ ! -e "${found[0]}" ]; then
    echo "::error title=mondegreen::nothing is called $(printf '%q' "$line")"
    exit 2
  fi
  files+=("${found[@]}")
done < <(lines "${FILES:-}")

case "${COMMAND:-check}" in
  lexicon-check)
    exec mondegreen lexicon check --format github --summary "${GITHUB_STEP_SUMMARY:-/dev/null}" \
      ${args[@]+"${args[@]}"} -- ${files[@]+"${files[@]}"}
    ;;
  check | fix)
    if [ ${#files[@]} -eq 0 ]; then
      echo "::error title=mondegreen::files: name the transcripts, a path or a pattern a line"
      exit 2
    fi
    exec mondegreen "$COMMAND" --color never ${args[@]+"${args[@]}"} -- "${files[@]}"
    ;;
  *)
    echo "::error title=mondegreen::command must be check, fix or lexicon-check"
    exit 2
    ;;
esac
