"""The code under test in these examples: what an application may have to speak to the service."""

import httpx

ATTEMPTS = 3


class Tickets:
    """The events of a project."""

    def __init__(self, base_url: str, auth: tuple[str, str], project: int = 12345) -> None:
        self._project = f"/events/project/{project}"
        self._http = httpx.Client(base_url=base_url, auth=auth, headers={"Api-Revision": "1.2"})

    def name(self, event: int) -> str:
        """What an event is called."""
        return self._send("GET", f"/{event}").json()["fields"]["eventName"]["value"]

    def rename(self, event: int, name: str) -> str:
        """Call an event something else; the time at which it was."""
        return self._send("PUT", f"/{event}", {"fields": {"eventName": {"value": name}}}).json()["updatedAt"]

    def announce(self, external_id: str, name: str) -> int:
        """Create an event. Doing so again changes nothing, so that it can be repeated."""
        fields = {"fields": {"eventName": {"value": name}}}
        return self._send("POST", f"/id/{external_id}", fields).json()["eventId"]

    def groups(self, event: int) -> tuple[int, list[str]]:
        """An event, and the pass groups that it is in."""
        answer = self._send("GET", f"/{event}/passGroups").json()
        return answer.get("eventId") or answer["eventTicketId"], answer["passGroups"]

    def close(self) -> None:
        """Speak no more."""
        self._http.close()

    def _send(self, method: str, path: str, body: dict | None = None) -> httpx.Response:
        """A request that is repeated when the service is out of order, or its answer is lost."""
        for attempt in range(ATTEMPTS):
            try:
                answer = self._http.request(method, self._project + path, json=body)
            except httpx.TransportError:
                if attempt == ATTEMPTS - 1:
                    raise
                continue
            if answer.status_code not in (429, 503):
                break
        return answer.raise_for_status()
