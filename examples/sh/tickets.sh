#!/bin/sh
# mockserver exec -- sh tickets.sh
# A test suite in sh: every test has a sandbox of its own, named by the base path.
set -eu

api() { # api SANDBOX METHOD PATH [BODY]: the code under test, which repeats what fails
    curl -sS --fail --retry 3 --retry-delay 0 --retry-all-errors -u key:secret -H 'Api-Revision: 1.2' \
        -H 'Content-Type: application/json' -X "$2" ${4:+-d "$4"} \
        "$MOCKSERVER_URL/sandboxes/$1/v1/events/project/12345$3" 2>/dev/null
}

lab() { # lab SANDBOX COMMAND…: the commands of the lab, about one sandbox
    sandbox=$1
    shift
    MOCKSERVER_SANDBOX=$sandbox mockserver "$@"
}

expect() { # expect WHAT NEEDLE: standard input has the needle in it
    if grep -qF -- "$2"; then echo "ok $1"; else echo "not ok $1: expected $2" && exit 1; fi
}

lab dated clock freeze 2026-01-01T00:00:00Z
api dated PUT /1234 '{"fields": {"eventName": {"value": "Opening Night"}}}' |
    expect 'a change is dated' '"updatedAt":"2026-01-01T00:00:00Z"'

lab outage faults add '{"match": {"operation": "update_event"}, "steps": [{"status": 503}]}' >/dev/null
api outage PUT /1234 '{"fields": {"eventName": {"value": "Opening Night"}}}' |
    expect 'an outage is ridden out' '"value":"Opening Night"'

lab lost faults add '{"match": {"method": "POST"}, "steps": [{"drop": "after"}]}' >/dev/null
api lost POST /id/opening-night '{"fields": {"eventName": {"value": "Opening Night"}}}' >/dev/null
lab lost requests list --status 200 |
    expect 'a lost answer creates nothing twice' '/12345/id/opening-night 200'
