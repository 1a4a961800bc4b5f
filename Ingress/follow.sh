#!/bin/sh
# Keeps nginx's lists of servers up to date: asks the admin node which slots are up, resolves the host names, and reloads nginx
# when something has changed. Started by start.sh, with its variables. For /bin/sh of Debian and Alpine.
#
#   follow.sh write         write the lists for the start: as the admin node says, or every slot up if it does not answer
#   follow.sh follow PID    follow until nginx, the process PID, has ended
#   follow.sh sweep         kill the workers that a killed nginx left behind
#
# The admin node answers GET /api/cluster/slots with one line per running slot: "chatnode-1 up", "chatnode-2 draining".
# A slot that is missing, or not up, gets no new clients. When the admin node does not answer, answers anything else, or
# lists none of our slots as up, the last list stays: an old list is better than a wrong one.
set -fu
unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY
newline='
'
lists='chat web adminnode telemetry'
states=    # the admin node's last valid answer; empty: all slots are up
trouble=   # the last problem, so that it is reported once
served=    # the lists that nginx uses
refused=   # the lists that nginx refused last
replaced=  # the workers that reloads replaced and that still run: the pids of one reload per line, newest first

# How many reloads' workers may live on beside the current ones. nginx.conf.template says why.
MAX_REPLACED=3

say() {
    echo "ingress: $*" >&2
}

# Prints HOST:PORT with one address for the host. A name can have several (localhost has two): nginx would make a server of
# each, which would shift all slots after it. And with a name that nobody can resolve yet nginx would not start at all.
address_of() {
    host=${1%:*}
    case $host in
        \[*\]) ;;
        localhost) host=127.0.0.1 ;;
        *[!0-9.]*)
            # Sorted, because the order of a name's addresses changes from one answer to the next.
            host=$({ getent ahostsv4 "$host" || getent hosts "$host"; } 2>/dev/null | awk '{ print $1 }' | sort | head -n 1)
            case $host in
                '') return 1 ;;
                *:*) host="[$host]" ;;
            esac
            ;;
    esac
    echo "$host:${1##*:}"
}

is_up() {
    [ -z "$states" ] && return 0
    case "$newline$states$newline" in
        *"$newline$1 up$newline"*) return 0 ;;
    esac
    return 1
}

chat_list() {
    for node in $CHAT_NODES; do
        name=${node%%=*}
        target=${node#*=}
        options='max_fails=1 fail_timeout=5s'
        if ! address=$(address_of "$target"); then
            # The slot stays. Nobody listens on port 9.
            echo "server 127.0.0.1:9 $options down; # unknown host: $name"
        elif is_up "$name"; then
            echo "server $address $options; # $name"
        else
            echo "server $address $options down; # $name"
        fi
    done
}

# A list with one server: web, the admin node or telemetry. $1: http://HOST:PORT, or nothing.
single_list() {
    target=${1#*://}
    if [ -n "$target" ] && address=$(address_of "${target%%/*}"); then
        echo "server $address;"
    else
        echo "server 127.0.0.1:9 down;"
    fi
}

all_lists() {
    chat_list
    single_list "$WEB"
    single_list "$ADMIN_NODE"
    single_list "$TELEMETRY"
}

write_lists() {
    mkdir -p "$1"
    chat_list >"$1/chat.servers"
    single_list "$WEB" >"$1/web.servers"
    single_list "$ADMIN_NODE" >"$1/adminnode.servers"
    single_list "$TELEMETRY" >"$1/telemetry.servers"
}

copy_lists() {
    mkdir -p "$2"
    for list in $lists; do
        cp "$1/$list.servers" "$2/$list.servers"
    done
}

ask() {
    if command -v curl >/dev/null; then
        curl -fs --max-time 2 "$ADMIN_NODE/api/cluster/slots"
    else
        timeout 2 wget -q -O - "$ADMIN_NODE/api/cluster/slots" 2>/dev/null
    fi
}

# Whether the answer is slots, line by line, and nothing else.
are_slots() {
    IFS=$newline
    for line in $1; do
        case $line in
            *[!A-Za-z0-9._\ -]* | ' '* | *' '*' '*) line= ;;
            *' up' | *' draining' | *' down') ;;
            *) line= ;;
        esac
        [ -n "$line" ] || break
    done
    unset IFS
    [ -n "$line" ]
}

# Puts the admin node's answer into $states, or reports why not.
take_answer() {
    if ! answer=$(ask); then
        now="the admin node at $ADMIN_NODE does not answer"
    elif [ -z "$answer" ]; then
        now="the admin node at $ADMIN_NODE knows no chat node"
    elif ! are_slots "$answer"; then
        now="the admin node at $ADMIN_NODE does not answer with slots"
    else
        before=$states
        states=$answer
        now='the admin node lists none of the slots in CHAT_NODES as up'
        for node in $CHAT_NODES; do
            if is_up "${node%%=*}"; then
                now=
                break
            fi
        done
        [ -z "$now" ] || states=$before
    fi
    if [ "$now" != "$trouble" ]; then
        say "${now:-following the admin node at $ADMIN_NODE}${now:+; the slots stay as they are}"
        trouble=$now
    fi
}

# The nginx processes whose parent is $1, with a space before and after each. Linux only; elsewhere none.
workers_of() {
    printf ' '
    for process in $(ls /proc 2>/dev/null | grep -x '[0-9]*'); do
        if is_nginx "$process" && [ "$(parent_of "$process")" = "$1" ]; then
            printf '%s ' "$process"
        fi
    done
}

# Reloads nginx, the process $1, and ends the oldest workers if too many reloads' workers still run.
reload() {
    running=$(workers_of "$1")
    current=
    for worker in $running; do
        case " $(echo "$replaced" | tr '\n' ' ') " in
            *" $worker "*) ;;
            *) current="$current $worker" ;;
        esac
    done
    kill -HUP "$1" 2>/dev/null || return
    all="$current$newline$replaced"
    replaced=
    count=0
    IFS=$newline
    for generation in $all; do
        unset IFS
        alive=
        for worker in $generation; do
            case $running in
                *" $worker "*) alive="$alive $worker" ;;
            esac
        done
        [ -n "$alive" ] || continue
        count=$((count + 1))
        if [ "$count" -le "$MAX_REPLACED" ]; then
            replaced="$replaced$alive$newline"
        else
            say "ending old workers whose clients will reconnect:$alive"
            kill -TERM $alive 2>/dev/null
        fi
    done
    unset IFS
}

# Gives the new lists to nginx. If nginx refuses them, restores the last ones: another reload must not find the refused ones.
apply() {
    write_lists "$DATA/next"
    copy_lists "$DATA" "$DATA/last"
    copy_lists "$DATA/next" "$DATA"
    if problem=$(nginx -t -q -p "$DATA" -c "$DATA/nginx.conf" -e "$ERROR_LOG" 2>&1); then
        reload "$1"
        served=$wanted
        say "slots: $(awk '{ print $NF (/ down;/ ? " down" : " up") }' "$DATA/chat.servers" | paste -sd, -)"
    else
        copy_lists "$DATA/last" "$DATA"
        say "nginx refuses the new slots; the old ones stay: $problem"
        refused=$wanted
    fi
}

is_nginx() {
    # Without cat, which would start one process for each process of the machine.
    { read -r program <"/proc/$1/comm"; } 2>/dev/null && [ "$program" = nginx ]
}

parent_of() {
    awk '/^PPid:/ { print $2 }' "/proc/$1/status" 2>/dev/null
}

# The workers of a killed nginx hold its port and go on serving, with slots that nobody updates. They are recognized by their
# working folder and by a parent that is not nginx. Linux only: elsewhere the next start reports that the port is taken.
sweep() {
    folder=$(cd "$DATA" && pwd -P) || return
    for process in $(ls /proc 2>/dev/null | grep -x '[0-9]*'); do
        if is_nginx "$process" && [ "$(readlink "/proc/$process/cwd")" = "$folder" ] \
            && ! is_nginx "$(parent_of "$process")"; then
            kill -KILL "$process" 2>/dev/null
        fi
    done
}

follow() {
    # nginx writes its pid once it handles signals; a reload before that would end it.
    until [ "$(cat "$DATA/nginx.pid" 2>/dev/null)" = "$1" ]; do
        kill -0 "$1" 2>/dev/null || exit 0
        sleep 1
    done
    # In the order of all_lists. Compared as text, so that hardly a process is started while nothing changes.
    served=$(cd "$DATA" && cat chat.servers web.servers adminnode.servers telemetry.servers)
    while kill -0 "$1" 2>/dev/null; do
        [ -z "$ADMIN_NODE" ] || take_answer
        wanted=$(all_lists)
        if [ "$wanted" != "$served" ] && [ "$wanted" != "$refused" ]; then
            apply "$1"
        fi
        # In steps of a second, so that this ends soon after nginx does.
        waited=0
        while [ "$waited" -lt "$FOLLOW_SECONDS" ] && kill -0 "$1" 2>/dev/null; do
            sleep 1
            waited=$((waited + 1))
        done
    done
    sweep
}

case ${1:-} in
    write)
        [ -z "$ADMIN_NODE" ] || take_answer
        write_lists "$DATA"
        ;;
    follow) follow "$2" ;;
    sweep) sweep ;;
    *)
        say 'usage: follow.sh write | follow.sh follow PID | follow.sh sweep'
        exit 2
        ;;
esac
