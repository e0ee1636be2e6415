#!/bin/sh
# A tour of the lab against a fresh server: sh docs/lab-tour.sh
set -eu
server=${MOCKSERVER_URL:-http://127.0.0.1:8412}

api() { # api SANDBOX METHOD PATH [BODY]: a request to the emulated API, as a client would send it
    curl -sS -u key:secret -H 'Api-Revision: 1.2' -H 'Content-Type: application/json' \
        -X "$2" "$server/sandboxes/$1/v1/events/project$3" ${4:+-d "$4"}
    echo
}

lab() { # lab SANDBOX METHOD PATH [BODY]: a request to the lab
    curl -sS -H "X-Mockserver-Sandbox: $1" -H 'Content-Type: application/json' \
        -X "$2" "$server/__admin$3" ${4:+-d "$4"}
    echo
}

echo '# Two sandboxes: what changes in one is invisible in the other.'
api one PUT /12345/1234 '{"fields": {"venueTitle": {"value": "Oracle Park"}}}'
api two GET /12345/1234

echo '# An update that fails, and then succeeds.'
lab one POST /faults '{"match": {"operation": "update_event"}, "steps": [{"status": 503}]}'
api one PUT /12345/1234 '{"fields": {"venueTitle": {"value": "Candlestick Park"}}}'
api one PUT /12345/1234 '{"fields": {"venueTitle": {"value": "Candlestick Park"}}}'

echo '# A lost answer: the event was created, so that the retry updates it.'
lab one POST /faults '{"match": {"method": "POST"}, "steps": [{"drop": "after"}]}'
api one POST /12345/id/opening-night '{"fields": {"eventName": {"value": "Opening Night"}}}' || true
api one POST /12345/id/opening-night '{"fields": {"eventName": {"value": "Opening Night"}}}'

echo '# A frozen clock.'
lab two PUT /clock '{"frozen": "2030-01-01T00:00:00Z"}'
api two PUT /12345/1234 '{"fields": {}}'

echo '# A wait for a request that comes meanwhile.'
lab two DELETE /requests
lab two POST /requests/wait '{"match": {"operation": "delete_event"}, "count": 1, "timeoutMs": 10000}' &
api two DELETE /12345/1
wait $!

echo '# A reset.'
lab two POST /reset
api two GET /12345/1
