#!/bin/sh
# Makes a picture with visual-agent.wasm in the `wasmtime` command line.
#
# Usage: VOLC_ACCESSKEY=... VOLC_SECRETKEY=... sh picture.sh visual-agent.wasm PROMPT
set -eu
component=$1
prompt=$(printf %s "$2" | sed 's/[\\"]/\\&/g')

# Calls a function in a fresh instance. The component sees these variables of the environment, and nothing else.
call() {
  wasmtime run -S http -W max-memory-size=67108864 \
    --env VOLC_ACCESSKEY --env VOLC_SECRETKEY --env VOLC_SESSION_TOKEN --env VOLC_ENDPOINT --env VOLC_REGION \
    --invoke "$1" "$component"
}

# Submits only: the task is there at once, and is printed before anything can be lost.
answer=$(call "generate-image(\"$prompt\", none, none, some(0))")
while :; do
  case $answer in
    'ok("{\"pending\":'*)
      task=$(printf '%s\n' "$answer" | grep -o 'vt1\.[A-Za-z0-9_.-]*')
      echo "$task" >&2
      answer=$(call "task-status(\"$task\", some(30))")
      ;;
    'ok('*)
      printf '%s\n' "$answer" | grep -o '\\"url\\":\\"[^\\]*' | cut -d '"' -f 4
      exit
      ;;
    *) # err("FAILED: ...\nBilled: ...\nNext: ...")
      printf '%s\n' "$answer" | sed 's/^err("//; s/")$//; s/\\n/\n/g' >&2
      exit 1
      ;;
  esac
done
