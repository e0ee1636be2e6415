// The code under test in this example: what an application may have to speak to the service.

const ATTEMPTS = 3;

export class Tickets {
  constructor(baseUrl, project = 12345) {
    this.project = `${baseUrl}/events/project/${project}`;
    this.headers = {
      Authorization: `Basic ${btoa("key:secret")}`,
      "Api-Revision": "1.2",
      "Content-Type": "application/json",
    };
  }

  async name(event) {
    return (await this.send("GET", `/${event}`)).fields.eventName.value;
  }

  async rename(event, name) {
    return (await this.send("PUT", `/${event}`, { fields: { eventName: { value: name } } })).updatedAt;
  }

  async announce(externalId, name) {
    return (await this.send("POST", `/id/${externalId}`, { fields: { eventName: { value: name } } })).eventId;
  }

  /** A request that is repeated when the service is out of order, or its answer is lost. */
  async send(method, path, body) {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await fetch(this.project + path, { method, headers: this.headers, body: JSON.stringify(body) });
        if (answer.ok) return await answer.json();
        if (answer.status !== 503) attempt = ATTEMPTS;
        throw new Error(`${method} ${path} was answered ${answer.status}`);
      } catch (error) {
        if (attempt >= ATTEMPTS) throw error;
      }
    }
  }
}
