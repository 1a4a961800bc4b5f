#!/usr/bin/env bash
# Runs all tests. ./test.sh --help says more.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
    cat <<'END'
Usage: ./test.sh [--fuzz MINUTES] [PROJECT…]
       ./test.sh --list

Builds AspireChat.sln and runs its tests on real parts: redis-server, nginx, Chromium, Node.js, and containers by Docker or
Podman. On Debian and Ubuntu what is missing of them is installed with apt-get; elsewhere install them yourself. Nothing that
is there is touched. Without a container runtime, the tests that need one are skipped.

  PROJECT   run only these, for example: ./test.sh Unit.Tests ChatNode.Tests
  --list    the test projects: what each proves, how many tests it has once it is built, and how long it takes on two cores
  --fuzz    each fuzz test goes on with new inputs for that long; a failure prints the seed that repeats it

Two projects run at a time, those that take long first. No failed test is tried again.

The last line is "N passed, N failed", with ", N skipped" if tests were skipped. Exit code 0 if all passed.
END
}

# project | typical minutes on two cores, beside others | what it proves; the longest last
suites() {
    cat <<'END'
Unit.Tests|0:40|the client library, the page's logic, the architecture rules, the documentation; no Redis, browser or cluster
AppHost.Tests|1:00|the Aspire model, deployment manifests, and the whole cluster in containers
Web.Tests|1:00|sessions, accounts, files and headers of the web front end, over HTTP without a browser
Template.Tests|1:30|the template and the packages: what dotnet new writes, and that it builds
ChatNode.Tests|3:20|rooms, delivery and moderation in one chat node on real Redis servers
Cluster.Tests|7:45|several nodes, nginx, Redis and the admin node as processes: kills, drains, outages, attacks
Browser.Tests|12:10|the pages in Chromium, on a real cluster
END
}

# count_tests PROJECT: how many tests it has, as it was built.
count_tests() {
    DOTNET_CLI_UI_LANGUAGE=en dotnet test --project "tests/$1/$1.csproj" --no-build --no-ansi --list-tests 2>/dev/null |
        sed -n 's/^Discovered \([0-9]*\) tests*\.$/\1/p'
}

list() {
    local project time proves program tests
    printf '%-16s %6s %6s  %s\n' PROJECT TESTS TIME PROVES
    while IFS='|' read -r project time proves; do
        program=$(compgen -G "tests/$project/bin/Debug/*/*.$project.dll" | head -1) || true
        tests=-
        [ -z "$program" ] || tests=$(count_tests "$project") || true
        printf '%-16s %6s %6s  %s\n' "$project" "${tests:--}" "$time" "$proves"
    done < <(suites)
    echo 'TESTS is - until the project is built. TIME is in minutes, with another project beside it.'
}

while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage; exit 0 ;;
        --list) list; exit 0 ;;
        --fuzz)
            [[ ${2:-} =~ ^[0-9]+(\.[0-9]+)?$ ]] || { echo "--fuzz needs a number of minutes." >&2; exit 2; }
            export ASPIRECHAT_FUZZ_MINUTES=$2
            shift 2
            ;;
        -*) echo "$1 is not known." >&2; usage >&2; exit 2 ;;
        *) break ;;
    esac
done

# English, because the results are read from the output.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# The tests start hundreds of processes that live for seconds: what they would note for a second compilation is never used.
export DOTNET_TieredPGO=0
# Nor does it pay to compile again, better, what such a process ran thirty times while it started.
export DOTNET_TC_CallCountingDelayMs=1000
PATH=$PATH:/usr/sbin:/sbin

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# package → a program it brings
missing_packages() {
    local pair
    for pair in redis-server:redis-server nginx:nginx chromium-headless-shell:chromium-headless-shell nodejs:node npm:npm curl:curl python3:python3; do
        # Ubuntu has no such package; another browser will do.
        if [ "$pair" = chromium-headless-shell:chromium-headless-shell ] && command -v chromium-browser google-chrome >/dev/null; then continue; fi
        command -v "${pair#*:}" >/dev/null || echo "${pair%%:*}"
    done
}

install_missing() {
    local missing service
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "Missing: ${missing[*]}. Install them, then run this again." >&2
        exit 2
    fi
    echo "Installing ${missing[*]}"
    # The tests start their own servers; the packages' services would only hold ports 6379 and 80.
    local policy=/usr/sbin/policy-rc.d ours=
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
        as_root chmod 755 $policy
        ours=yes
    fi
    local installed=yes
    { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"; } \
        >/tmp/aspirechat-apt.log 2>&1 || installed=
    [ -z "$ours" ] || as_root rm -f $policy
    if [ -z "$installed" ]; then
        tail -20 /tmp/aspirechat-apt.log >&2
        echo "apt-get cannot install ${missing[*]}; install them yourself, then run this again." >&2
        exit 2
    fi
    if [ -d /run/systemd/system ]; then
        for service in redis-server nginx; do
            case " ${missing[*]} " in
                *" $service "*) as_root systemctl disable --now -q "$service" || true ;;
            esac
        done
    fi
}

install_missing

if [ -f tests/Cluster.Tests/js/package-lock.json ]; then
    (cd tests/Cluster.Tests/js && npm ci --no-audit --no-fund --loglevel=error)
fi

echo "Building AspireChat.sln"
# One compiler for all projects, also where the environment asks for one each: it loads the analyzers once. It ends with the build.
compiler=aspirechat-$$ built=yes
dotnet build AspireChat.sln -v quiet -consoleLoggerParameters:NoSummary -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" || built=
pkill -f -- "-pipename:$compiler" || true
[ -n "$built" ] || exit 1

projects=("$@")
if [ ${#projects[@]} -eq 0 ]; then
    mapfile -t projects < <(cd tests && ls -d ./*.Tests | sed 's|^\./||')
fi

# The environment of AppHost.Tests: a container runtime, or the reason why there is none.
containers=()
case " ${projects[*]} " in
    *" AppHost.Tests "*)
        reasons=$(mktemp)
        if settings=$(.ci/containers/prepare.sh 2>"$reasons"); then
            cat "$reasons"
            mapfile -t containers <<<"$settings"
        else
            echo "The tests with containers are skipped: $(tail -1 "$reasons")"
            containers=("ASPIRECHAT_NO_CONTAINERS=$(tail -1 "$reasons")")
        fi
        rm -f "$reasons"
        ;;
esac

for project in "${projects[@]}"; do
    if [ ! -f "tests/$project/$project.csproj" ]; then
        echo "There is no tests/$project; there are: $(cd tests && echo ./*.Tests)" >&2
        exit 2
    fi
done

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
trap 'trap - INT TERM; kill 0; exit 130' INT TERM

# run PROJECT: its output to the terminal, each line with the project's name, and to $logs/PROJECT
run() {
    local project=$1 environment=() code=0 started=$SECONDS
    [ "$project" != AppHost.Tests ] || environment=("${containers[@]}")
    env "${environment[@]}" dotnet test --project "tests/$project/$project.csproj" --no-build --no-ansi --no-progress --output detailed 2>&1 |
        grep --line-buffered -v '^  from ' | tee "$logs/$project" | sed -u "s/^/$project │ /" || code=$?
    echo "$code" >"$logs/$project.code"
    echo "── $project took $(((SECONDS - started) / 60)) min $(((SECONDS - started) % 60)) s"
}

# count PROJECT succeeded|failed|skipped
count() { sed -n "s/^ *$2: \([0-9]*\)$/\1/p" "$logs/$1" | tail -1; }

# A project's failed tests, each with its message, stack and output: until the next test's line or the summary.
tell_failed() {
    awk -v project="$1" '/^(passed|skipped|failed|Test run summary)|\.dll \(.*\) (passed|failed)/ { show = 0 }
        /^failed / { show = 80; print "Failed: " project ": " substr($0, 8); next } show-- > 0' "$logs/$1" >&2
}

# lane PROJECT…: runs those that the other lane has not begun, one after the other. A crash of one is not the end of the rest.
lane() {
    local project
    for project in "$@"; do
        if mkdir "$logs/$project.begun" 2>/dev/null; then run "$project"; fi
    done
}

# among PROJECT…: those of them that shall run.
among() { printf '%s\n' "$@" | grep -xF "$(printf '%s\n' "${projects[@]}")" || true; }

# Browsers, clusters and builds wait half of their time, so two projects at a time keep two cores busy. The long ones come first, so that
# both lanes end at about the same time. AppHost.Tests has to wait for Browser.Tests: each container adds a network interface, and then
# Chromium drops its connections (ERR_NETWORK_CHANGED).
mapfile -t others < <(among $(suites | tac | cut -d'|' -f1) "${projects[@]}" | grep -vxE 'Browser.Tests|AppHost.Tests')
mapfile -t first < <(among Browser.Tests AppHost.Tests)
lane "${others[@]}" &
beside=$!
lane "${first[@]}" "${others[@]}"
wait "$beside"

passed=0 failed=0 skipped=0
for project in "${projects[@]}"; do
    code=$(cat "$logs/$project.code") p=$(count "$project" succeeded) f=$(count "$project" failed) s=$(count "$project" skipped)
    tell_failed "$project"
    # A crash and an empty run have no failed test, and are failures all the same.
    if [ "$code" -ne 0 ] && [ "${f:-0}" -eq 0 ] || [ $((${p:-0} + ${f:-0})) -eq 0 ]; then
        echo "Did not run to its end: $project (exit code $code)" >&2
        f=$((${f:-0} + 1))
    fi
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
done

summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]
