#!/bin/sh
# Runs the ingress: renders nginx.conf.template, starts follow.sh in the background, and becomes nginx. For /bin/sh of Debian and
# Alpine.
#
#   CHAT_NODES       every slot the cluster can have, in order: "chatnode-1=HOST:PORT chatnode-2=HOST:PORT ..."
#   WEB              http://HOST:PORT of the web process
#   ADMIN_NODE       http://HOST:PORT of the admin node, which also says which slots are up. Unset: all are, /api/admin/ is 404
#   TELEMETRY        http://HOST:PORT of an OTLP-over-HTTP receiver, for the browsers' traces. Unset: /v1/traces is 404
#   TELEMETRY_KEY    sent to it as x-otlp-api-key, which the Aspire dashboard requires
#   TRUSTED_PROXIES  addresses and ranges (10.0.0.0/8 ...) whose X-Forwarded-For and -Proto are trusted. Unset: none
#   NETWORKS         "on": /network/a/hubs/ (b, c) gives a client an address of its own. For development only
#   LISTEN           8080 (every address, IPv4 and IPv6), 127.0.0.1:8080, [::1]:8080, or several, separated by spaces. IPv6 is left
#                    out where the machine has none. Default 8080
#   DATA             folder for everything nginx writes. Default /tmp/aspirechat-ingress
#   ACCESS_LOG, ERROR_LOG   default: files in DATA
#   WORKERS          worker processes. Default auto
#   FOLLOW_SECONDS   how often the admin node is asked. Default 2
#   STOP_WITH_PARENT "on": end when standard input closes, so that no nginx is left when the parent is killed
set -fu
here=$(cd "$(dirname "$0")" && pwd) || exit 2

refuse() {
    echo "ingress: $*" >&2
    exit 2
}

# Values become part of nginx's configuration, so only characters of addresses are allowed.
check() {
    case $2 in
        *[!A-Za-z0-9.:_/,=\[\]\ -]*) refuse "$1 contains characters that are not allowed: $2" ;;
    esac
}

export DATA="${DATA:-/tmp/aspirechat-ingress}"
export CHAT_NODES="${CHAT_NODES:-}" WEB="${WEB:-}" ADMIN_NODE="${ADMIN_NODE:-}" TELEMETRY="${TELEMETRY:-}" NETWORKS="${NETWORKS:-}"
export TELEMETRY_KEY="${TELEMETRY_KEY:-}" FOLLOW_SECONDS="${FOLLOW_SECONDS:-2}" WORKERS="${WORKERS:-auto}"
export ACCESS_LOG="${ACCESS_LOG:-$DATA/access.log}" ERROR_LOG="${ERROR_LOG:-$DATA/error.log}"
LISTEN=${LISTEN:-8080}
TRUSTED_PROXIES=${TRUSTED_PROXIES:-}

[ -n "$CHAT_NODES" ] || refuse 'CHAT_NODES is not set; list every slot: CHAT_NODES="chatnode-1=HOST:PORT chatnode-2=HOST:PORT".'
[ -n "$WEB" ] || refuse 'WEB is not set; give the address of the web process: WEB=http://HOST:PORT.'
check CHAT_NODES "$CHAT_NODES"
check WEB "$WEB"
check ADMIN_NODE "$ADMIN_NODE"
check TELEMETRY "$TELEMETRY"
check TELEMETRY_KEY "$TELEMETRY_KEY"
check TRUSTED_PROXIES "$TRUSTED_PROXIES"
check LISTEN "$LISTEN"
check WORKERS "$WORKERS"
for node in $CHAT_NODES; do
    case $node in
        *=*,* | *:*[!0-9]) ;;
        ?*=?*:[0-9]*) continue ;;
    esac
    refuse "CHAT_NODES has \"$node\"; write each slot as NAME=HOST:PORT."
done
for target in "$WEB" $ADMIN_NODE $TELEMETRY; do
    case $target in
        http://?*:[0-9]* | https://?*:[0-9]*) ;;
        *) refuse "\"$target\" is not an address to forward to; write http://HOST:PORT." ;;
    esac
done
case $NETWORKS in
    on | true | True | 1) NETWORKS=on ;;
    '' | off | false | False | 0) NETWORKS= ;;
    *) refuse "NETWORKS is \"$NETWORKS\"; set it to on or off." ;;
esac

# Private, so that only this nginx reaches its network socket.
mkdir -p "$DATA" && chmod 700 "$DATA" || refuse "cannot write to $DATA; set DATA to a writable folder."
[ ${#DATA} -le 90 ] || refuse "DATA is a path of ${#DATA} characters, too long for a Unix socket; use a shorter one."
sh "$here/follow.sh" sweep
rm -f "$DATA/nginx.pid" "$DATA/network.sock"

USER_LINE=
if [ "$(id -u)" = 0 ]; then
    USER_LINE="user root;"
    # Its workers must reach the folder: one inside a private folder (LocalCluster's) is out of their reach.
    if id nginx >/dev/null 2>&1 && chown nginx "$DATA" && su -s /bin/sh -c "cd '$DATA'" nginx 2>/dev/null; then
        USER_LINE="user nginx;"
    fi
fi

# As many connections as the process may open files, up to a number that needs 12 MB per worker.
OPEN_FILES=$(ulimit -Hn)
case $OPEN_FILES in
    *[!0-9]*) OPEN_FILES=32768 ;;
esac
[ "$OPEN_FILES" -le 32768 ] || OPEN_FILES=32768

# Without IPv6 on this machine nginx would not start with an IPv6 address. Outside Linux it is assumed to be there.
has_ipv6() {
    [ ! -d /proc/net ] || grep -q . /proc/net/if_inet6 2>/dev/null
}
LISTEN_LINES=
for address in $LISTEN; do
    case $address in
        \[*) has_ipv6 || continue ;;
        *[!0-9]*) ;;
        # nginx takes a lone port as IPv4 only.
        *) ! has_ipv6 || LISTEN_LINES="$LISTEN_LINES listen [::]:$address backlog=4096;" ;;
    esac
    LISTEN_LINES="$LISTEN_LINES listen $address backlog=4096;"
done
[ -n "$LISTEN_LINES" ] || refuse "LISTEN is \"$LISTEN\", but this machine has no IPv6; set it to an IPv4 address or a port."
TRUSTED_GEO='' TRUSTED_REALIP=''
for range in $TRUSTED_PROXIES; do
    TRUSTED_GEO="$TRUSTED_GEO $range 1;"
    TRUSTED_REALIP="$TRUSTED_REALIP set_real_ip_from $range;"
done
if [ -n "$NETWORKS" ]; then
    LISTEN_LINES="$LISTEN_LINES listen unix:$DATA/network.sock;"
    TRUSTED_REALIP="$TRUSTED_REALIP set_real_ip_from unix:;"
fi
WEB_SCHEME=${WEB%%://*} ADMIN_SCHEME=http TELEMETRY_SCHEME=http
[ -z "$ADMIN_NODE" ] || ADMIN_SCHEME=${ADMIN_NODE%%://*}
[ -z "$TELEMETRY" ] || TELEMETRY_SCHEME=${TELEMETRY%%://*}
export USER_LINE OPEN_FILES LISTEN_LINES TRUSTED_GEO TRUSTED_REALIP NETWORKS WEB_SCHEME ADMIN_SCHEME TELEMETRY_SCHEME

# Does the work of envsubst, which does not come with Debian's nginx.
awk '{
    line = ""
    while (match($0, /[$][{][A-Z_]+[}]/)) {
        line = line substr($0, 1, RSTART - 1) ENVIRON[substr($0, RSTART + 2, RLENGTH - 3)]
        $0 = substr($0, RSTART + RLENGTH)
    }
    print line $0
}' "$here/nginx.conf.template" >"$DATA/nginx.conf" || exit 2

sh "$here/follow.sh" write || exit 2
# $$ is this shell until exec, and nginx after it.
sh "$here/follow.sh" follow $$ </dev/null &
case ${STOP_WITH_PARENT:-} in
    on | true | True | 1)
        # Through descriptor 3, because a shell gives /dev/null to what it starts in the background.
        exec 3<&0
        { cat <&3 >/dev/null; kill -TERM $$ 2>/dev/null; } &
        exec 3<&- </dev/null
        ;;
esac
exec nginx -p "$DATA" -c "$DATA/nginx.conf" -e "$ERROR_LOG" -g 'daemon off;'
