#!/usr/bin/env bash
# The image's health check: exit code 0 once the server answers that it is ready, else 1 and a line that says why.
# In bash alone, because an engine runs it every few seconds: that takes 3 ms of CPU, Python's start ten times as much.

server_port() { # what the server wrote, or else was told; Kubernetes may set MOCKSERVER_PORT to a URL
    local written=
    [[ -r ${MOCKSERVER_PORT_FILE:-} ]] && read -r written <"$MOCKSERVER_PORT_FILE"
    local candidate
    for candidate in "$written" "${MOCKSERVER_PORT:-}" "${PORT:-}" 8412; do
        [[ $candidate =~ ^[0-9]+$ ]] && break
    done
    echo "$candidate"
}

server_host() { # where a server that listens on all addresses is reached
    case ${MOCKSERVER_HOST:-} in
        '' | 0.0.0.0) echo 127.0.0.1 ;;
        ::) echo ::1 ;;
        *) echo "$MOCKSERVER_HOST" ;;
    esac
}

fail() {
    echo "not ready: $1"
    exit 1
}

host=$(server_host) port=$(server_port)
{ exec 3<>"/dev/tcp/$host/$port"; } 2>/dev/null || fail "nothing answers at $host, port $port"
trap '' PIPE # a server that hangs up is told below
printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' 2>/dev/null >&3
read -r -t 3 _ status _ <&3 || fail "$host, port $port, gives no answer"
[[ $status == 200 ]] || fail "$host, port $port, answers with status $status"
