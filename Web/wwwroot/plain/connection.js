// A connection that never gives up. SignalR's own automatic reconnect is not used: it gives up after a while, and a new connection is in
// no room anyway. One `Link` is one connection to one node, from its Hello to its end; the next connection is another link.

/* global signalR: the script of @microsoft/signalr */

const firstDelay = 200;    // ms; the attempts come at random moments within twice the time of the one before
const longestDelay = 10_000;
const answerLimit = 10_000; // ms for an HTTP request while connecting

export const sleep = ms => new Promise(done => setTimeout(done, ms));

/** The `{ code, text }` of a call that the server refused; null when it failed otherwise, mostly because the connection was lost. */
export function refusalOf(error) {
  const found = /HubException: ([a-z_]+): ([^]*)/.exec(error?.message);
  return found && !error.message.startsWith('Server returned an error on close') ? { code: found[1], text: found[2] } : null;
}

class Link {
  constructor(hub, token, { batch, notice }) {
    this.connection = new signalR.HubConnectionBuilder()
      .withUrl(hub, { accessTokenFactory: token, timeout: answerLimit })
      .configureLogging(signalR.LogLevel.None)
      .build();
    this.connection.on('Receive', batch);
    this.connection.on('Notify', notice);
    this.moveAsked = new Promise(asked => this.connection.on('Reconnect', asked));
    this.ended = new Promise(ended => this.connection.onclose(ended));
  }

  get isOpen() {
    return this.connection.state === signalR.HubConnectionState.Connected;
  }

  async open() {
    await this.connection.start();
    this.session = await this.invoke('Hello'); // { node, transport, user, name, limits }
  }

  invoke(method, ...argument) {
    return this.connection.invoke(method, ...argument);
  }

  close() {
    return this.connection.stop().catch(() => { });
  }
}

export class Connection {
  #stopped = false;
  #link = null;

  /**
   * @param hub the hub's address
   * @param account gives the token: `token()`, and `current().expiresAt`
   * @param handlers `opened(link)` joins the rooms, and is waited for; `lost(error)`; `batch(batch)` and `notice(notice)` from the server
   */
  constructor(hub, account, handlers) {
    Object.assign(this, { hub, account, handlers });
  }

  /** Connects, again and again, until `stop()`. */
  async run() {
    let delay = firstDelay;
    while (!this.#stopped) {
      try {
        await this.#takeOver();
        delay = firstDelay;
        if (await this.#untilNextIsDue()) {
          continue; // The link still serves, until the next one has taken over.
        }
      } catch (error) {
        await this.#lost(error);
      }
      await sleep(Math.random() * delay);
      delay = Math.min(2 * delay, longestDelay);
    }
  }

  stop() {
    this.#stopped = true;
    return this.#link?.close();
  }

  /** Opens the next link. Only when it is in the rooms is the one before closed: nobody notices the change. */
  async #takeOver() {
    const link = new Link(this.hub, this.account.token, this.handlers);
    try {
      await link.open();
      await this.handlers.opened(link);
    } catch (error) {
      link.close();
      throw error;
    }
    const before = this.#link;
    this.#link = link;
    before?.close();
    if (this.#stopped) {
      link.close();
    }
  }

  /** Ends when the link is lost (false), or another one should take its place (true): its node goes away, or its token is about to end. */
  async #untilNextIsDue() {
    const link = this.#link;
    const left = this.account.current().expiresAt - Date.now();
    const due = sleep(Math.max(1000, left * (0.5 + 0.3 * Math.random()))); // clients that came together do not move together
    const asked = await Promise.race([link.ended.then(() => null), link.moveAsked, due.then(() => ({ withinMs: 0 }))]);
    if (asked) {
      await Promise.race([link.ended, sleep(asked.withinMs * Math.random())]);
    }
    if (!link.isOpen) {
      await this.#lost(await link.ended);
    }
    return link.isOpen;
  }

  async #lost(error) {
    if (!this.#stopped && !this.#link?.isOpen) {
      await this.handlers.lost(error);
    }
  }
}
