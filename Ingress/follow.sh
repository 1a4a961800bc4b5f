#!/bin/sh
# Keeps nginx's lists of servers as the cluster is: asks the admin node which slots are up, and where each host name is now, and
# reloads nginx when something changed. Started by start.sh, with its variables. For /bin/sh of Debian and Alpine.
#
#   follow.sh write         writes the lists for the start: as the admin node says, or every slot up if it does not answer
#   follow.sh follow PID    follows until nginx, the process PID, has ended
#   follow.sh sweep         ends the workers that a killed nginx left behind
#
# The admin node answers GET /api/cluster/slots with one line per running slot: "chatnode-1 up", "chatnode-2 draining".
# A slot that is not there, or not up, gets no new clients. When the admin node does not answer, answers anything else, or
# names none of our slots as up, the last list stays: a wrong list is worse than an old one.
set -fu
unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY
newline='
'
lists='chat web adminnode telemetry'
states=    # the admin node's last good answer; empty: all are up
trouble=   # what was wrong when last asked, so that it is said once
served=    # the lists that nginx has
refused=   # the lists that it refused last

say() {
    echo "ingress: $*" >&2
}

# Prints HOST:PORT with one address for the host. A name can have several (localhost has two), and nginx would make
# a server of each, which shifts all slots behind it; and for a name nobody knows yet it would not start at all.
address_of() {
    host=${1%:*}
    case $host in
        \[*\]) ;;
        localhost) host=127.0.0.1 ;;
        *[!0-9.]*)
            # Sorted, since the order of a name's addresses changes from one answer to the next.
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
        case $target in
            *,weight=*) options="$options weight=${target##*,weight=}" ;;
        esac
        if ! address=$(address_of "${target%%,*}"); then
            # Nobody listens on port 9; the slot stays.
            echo "server 127.0.0.1:9 $options down; # host not known: $name"
        elif is_up "$name"; then
            echo "server $address $options; # $name"
        else
            echo "server $address $options down; # $name"
        fi
    done
}

# A list of one: web, the admin node, telemetry. $1: http://HOST:PORT, or nothing.
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

# Takes the admin node's answer into $states, or says why not.
take_answer() {
    if ! answer=$(ask); then
        now="the admin node at $ADMIN_NODE does not answer"
    elif [ -z "$answer" ]; then
        now="the admin node at $ADMIN_NODE knows no chat node"
    elif ! are_slots "$answer"; then
        now="the admin node at $ADMIN_NODE answers something else than slots"
    else
        before=$states
        states=$answer
        now='the admin node names none of the slots in CHAT_NODES as up'
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

# Makes the lists nginx's, unless nginx refuses them.
apply() {
    write_lists "$DATA/next"
    copy_lists "$DATA" "$DATA/last"
    copy_lists "$DATA/next" "$DATA"
    if problem=$(nginx -t -q -p "$DATA" -c "$DATA/nginx.conf" -e "$ERROR_LOG" 2>&1); then
        kill -HUP "$1"
        served=$wanted
        say "slots: $(awk '{ print $NF (/ down;/ ? " down" : " up") }' "$DATA/chat.servers" | paste -sd, -)"
    else
        copy_lists "$DATA/last" "$DATA"
        say "nginx refuses the new slots, the old ones stay: $problem"
        refused=$wanted
    fi
}

is_nginx() {
    # No cat: it would be one process for each of the machine's.
    { read -r program <"/proc/$1/comm"; } 2>/dev/null && [ "$program" = nginx ]
}

# The workers of a killed nginx hold its port, and serve on without anybody who tells them of the slots. Known by the folder
# they work in, and by a parent that is no nginx. Linux only: elsewhere the next start says that the port is taken.
sweep() {
    folder=$(cd "$DATA" && pwd -P) || return
    for process in $(ls /proc 2>/dev/null | grep -x '[0-9]*'); do
        if is_nginx "$process" && [ "$(readlink "/proc/$process/cwd")" = "$folder" ] \
            && ! is_nginx "$(awk '/^PPid:/ { print $2 }' "/proc/$process/status")"; then
            kill -KILL "$process" 2>/dev/null
        fi
    done
}

follow() {
    # nginx writes its pid once it handles signals; a reload before would end it.
    until [ "$(cat "$DATA/nginx.pid" 2>/dev/null)" = "$1" ]; do
        kill -0 "$1" 2>/dev/null || exit 0
        sleep 1
    done
    # In the order of all_lists. Compared here, not as files: while nothing changes, hardly a process is started.
    served=$(cd "$DATA" && cat chat.servers web.servers adminnode.servers telemetry.servers)
    while kill -0 "$1" 2>/dev/null; do
        [ -z "$ADMIN_NODE" ] || take_answer
        wanted=$(all_lists)
        if [ "$wanted" != "$served" ] && [ "$wanted" != "$refused" ]; then
            apply "$1"
        fi
        # In steps, so that this ends soon after nginx does.
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
