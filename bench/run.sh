#!/usr/bin/env bash
# Measures all rows of docs/performance.md beside the peers and writes that file. Interrupted, the same command continues.
#   bench/run.sh            all rows, two rounds: about an hour
#   bench/run.sh --quick    fewer clients, shorter windows, one round: about a quarter of an hour
#   bench/run.sh --fresh    forgets earlier results first
#   bench/run.sh ROW ...    only these rows; other options go to `bench rows` (see bench/run.sh --help)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=artifacts/bench.jsonl
published=artifacts/bench
options=()
for argument in "$@"; do
    case $argument in
        --fresh) rm -f "$results" ;;
        *) options+=("$argument") ;;
    esac
done

# As they are deployed: compiled ahead of time for this processor. Each time, so that it is the present code that is measured.
publish() {
    dotnet publish "$1" -c Release -v quiet -o "$published/$(basename "$1")" "${@:2}"
}

if [[ " $* " != *" --help "* && " $* " != *" -h "* ]]; then
    rid=$(dotnet msbuild ChatNode -getProperty:NETCoreSdkRuntimeIdentifier)
    publish ChatNode -r "$rid" --no-self-contained
    publish bench/PlainSignalR -r "$rid" --no-self-contained -p:PublishReadyToRun=true
    publish Web
fi

dotnet build bench/Bench -c Release -v quiet
exec dotnet bench/Bench/bin/Release/net10.0/AspireChat.Bench.dll rows \
    --results "$results" --report docs/performance.md --published "$published" "${options[@]}"
