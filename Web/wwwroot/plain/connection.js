// A connection that reconnects until it is stopped. SignalR's own automatic reconnect is not used: it gives up after a while, and the rooms
// have to be joined again anyway. A `Link` is one connection to one node, from Hello until it closes. Each reconnect creates another link.

/* global signalR: the script of @microsoft/signalr */

const firstDelay = 200;      // ms; upper bound of the random delay before the first attempt; it doubles with each attempt
const longestDelay = 10_000;
const connectLimit = 10_000; // ms; maximum duration of one attempt, from negotiation to the answer to Hello
const callLimit = 10_000;    // ms until the answer to a call; after that the connection counts as lost
const answerHint = 3_000;    // ms without an answer to a call until `silent(true)`
const silenceHint = 8_000;   // ms without any message until `silent(true)`; the server sends a ping every 5 s
const pollLimit = 30_000;    // ms until the answer to a poll; the server answers within 15 s
const checkEvery = 500;      // ms
const longestTimer = 2 ** 31 - 1; // ms; browsers fire a longer timer at once

export const sleep = ms => new Promise(done => setTimeout(done, Math.min(ms, longestTimer)));

/** The `{ code, text }` of a call that the server refused; null if the call failed for another reason, such as a lost connection. */
export function refusalOf(error) {
  const found = /HubException: ([a-z_]+): ([^]*)/.exec(error?.message);
  return found && !error.message.startsWith('Server returned an error on close') ? { code: found[1], text: found[2] } : null;
}

// The ways to connect, best first. The proxies between browser and cluster decide which of them work.
const paths = {
  /**
   * SignalR's default: negotiate, then the best transport that connects. Node.js has no EventSource. SignalR brings one, but it cannot
   * be closed from here: if a stalled stream continues later, SignalR throws an error that nobody can catch.
   */
  negotiated: () => globalThis.EventSource ? {} : { transport: signalR.HttpTransportType.WebSockets | signalR.HttpTransportType.LongPolling },
  /** A single request, for clients whose address changes: their negotiation and connection would reach different nodes. */
  direct: () => ({ transport: signalR.HttpTransportType.WebSockets, skipNegotiation: true }),
  /** For proxies that refuse WebSockets and buffer Server-Sent Events. */
  polling: () => ({ transport: signalR.HttpTransportType.LongPolling }),
};

class Link {
  #calls = new Set(); // the calls that are not answered yet, with their start times
  #heard = performance.now();
  #sockets = [];      // WebSockets and EventSources, so that one that never opens can be closed
  #over = false;
  #endNow;

  negotiated = false; // whether negotiation has succeeded
  token = null;       // the token that it was opened with

  constructor(hub, path, account, { batch, notice }) {
    this.connection = new signalR.HubConnectionBuilder()
      .withUrl(hub, {
        ...paths[path](),
        accessTokenFactory: async () => (this.token = await account.token()),
        httpClient: this.#httpClient(),
        timeout: connectLimit,
        ...globalThis.WebSocket && { WebSocket: this.#noting(WebSocket) },
        ...globalThis.EventSource && { EventSource: this.#noting(EventSource) },
      })
      .withHubProtocol(this.#protocol())
      .configureLogging(signalR.LogLevel.None)
      .build();
    this.connection.on('Receive', batch);
    this.connection.on('Notify', notice);
    this.moveAsked = new Promise(asked => this.connection.on('Reconnect', asked));
    this.ended = new Promise(ended => {
      this.#endNow = ended;
      this.connection.onclose(ended);
    });
  }

  get isOpen() {
    return !this.#over && this.connection.state === signalR.HubConnectionState.Connected;
  }

  /** Whether nothing was received for longer than is normal. */
  get isSilent() {
    const now = performance.now();
    const limit = this.session?.transport === 'longPolling' ? pollLimit : silenceHint;
    return now - this.#heard > limit || [...this.#calls].some(({ begun }) => begun >= this.#heard && now - begun > answerHint);
  }

  /** Connects. Fails after `connectLimit` if the attempt stalls, for example because a proxy buffers the event stream. */
  async open() {
    const open = async () => {
      await this.connection.start();
      this.session = await this.invoke('Hello'); // { node, transport, user, name, limits }
    };
    await within(connectLimit, open(), 'No node has answered.');
  }

  /** Calls a method of the hub. If there is no answer in time, the connection is aborted. */
  async invoke(method, ...argument) {
    const call = { begun: performance.now() };
    this.#calls.add(call);
    try {
      return await within(callLimit, this.connection.invoke(method, ...argument), 'The server did not answer.');
    } catch (error) {
      if (error instanceof Late) {
        this.abort(error);
      }
      throw error;
    } finally {
      this.#calls.delete(call);
    }
  }

  close() {
    return this.connection.stop().catch(() => { });
  }

  /** Closes it without waiting for the server. */
  abort(error) {
    this.#over = true;
    this.#endNow(error);
    this.close();
    this.#sockets.forEach(socket => socket.close());
  }

  #noting(Socket) {
    const sockets = this.#sockets;
    return class extends Socket {
      constructor(...argument) {
        super(...argument);
        sockets.push(this);
      }
    };
  }

  /** Notes the time of each message. SignalR does not report pings, but in a quiet room the server sends nothing else. */
  #protocol() {
    const protocol = new signalR.JsonHubProtocol();
    const parse = protocol.parseMessages.bind(protocol);
    protocol.parseMessages = (...argument) => {
      this.#heard = performance.now();
      return parse(...argument);
    };
    return protocol;
  }

  /** SignalR waits 100 s for a poll and then polls again, without the messages of the lost answer. Here the connection fails instead. */
  #httpClient() {
    const client = new signalR.DefaultHttpClient(signalR.NullLogger.instance);
    const send = client.send.bind(client);
    client.send = async request => {
      const isPoll = request.method === 'GET';
      const answer = await send(isPoll ? { ...request, timeout: pollLimit } : request)
        .catch(error => { throw isPoll && error instanceof signalR.TimeoutError ? new Error('A poll was not answered.') : error; });
      this.negotiated ||= /\/negotiate(\?|$)/.test(request.url) && answer.statusCode === 200;
      if (isPoll) {
        this.#heard = performance.now();
      }
      return answer;
    };
    return client;
  }
}

export class Connection {
  #stopped = false;
  #link = null;
  #path = 'negotiated';

  /**
   * @param hub the hub's address
   * @param account gives the token, renewed when it is time: `token()`; and `timeLeft()` of it, in ms
   * @param handlers `opened(link)` joins the rooms, and is waited for; `silent(isSilent)` when the node is not heard from, and when it is again;
   * `lost(error)` after each failure; `batch(batch)` and `notice(notice)` from the server
   */
  constructor(hub, account, handlers) {
    Object.assign(this, { hub, account, handlers });
  }

  /** Keeps a connection open until `stop()`. */
  async run() {
    let delay = firstDelay;
    while (!this.#stopped) {
      try {
        await this.#takeOver();
        delay = firstDelay;
        if (await this.#untilNextIsDue()) {
          this.#path = 'negotiated'; // The current link works until the next one replaces it, so there is time to try the best way again.
          continue;
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

  /** Opens the next link. The previous one is closed only once the next one has joined the rooms, so that nothing is missed. */
  async #takeOver() {
    const link = new Link(this.hub, this.#path, this.account, this.handlers);
    try {
      await link.open();
    } catch (error) {
      this.#chooseAnotherPath(link.negotiated);
      link.abort(error);
      throw error;
    }
    try {
      await this.handlers.opened(link);
    } catch (error) {
      link.abort(error);
      throw error;
    }
    const before = this.#link;
    this.#link = link;
    before?.close();
    if (this.#stopped) {
      link.close();
    }
  }

  #chooseAnotherPath(negotiated) {
    // If negotiation got no answer, the cluster cannot be reached, and another path would fail as well.
    const next = { negotiated: negotiated ? 'direct' : 'negotiated', direct: 'polling', polling: 'negotiated' };
    this.#path = next[this.#path];
  }

  /** Resolves to false when the link is lost, and to true when it should be replaced: its node drains, or there is a newer token. */
  async #untilNextIsDue() {
    const link = this.#link;
    const watch = this.#watch(link);
    const asked = await Promise.race([link.ended.then(() => null), link.moveAsked, this.#untilRenewed(link).then(() => ({ withinMs: 0 }))]);
    if (asked) {
      await Promise.race([link.ended, sleep(asked.withinMs * Math.random())]);
    }
    clearInterval(watch);
    if (!link.isOpen) {
      await this.#lost(await link.ended);
    }
    return link.isOpen;
  }

  /** Resolves when there is a newer token than the link's. */
  async #untilRenewed(link) {
    while (link.isOpen) {
      // Random, so that clients that connected together do not reconnect together.
      await sleep(Math.max(1_000, this.account.timeLeft() * (0.5 + 0.3 * Math.random())));
      if (link.isOpen && await this.account.token().catch(() => link.token) !== link.token) {
        return;
      }
    }
    await link.ended;
  }

  #watch(link) {
    let told = false;
    return setInterval(() => {
      if (link.isOpen && link.isSilent !== told) {
        told = !told;
        this.handlers.silent?.(told);
      }
    }, checkEvery);
  }

  async #lost(error) {
    if (!this.#stopped && !this.#link?.isOpen) {
      await this.handlers.lost(error);
    }
  }
}

class Late extends Error { }

/** The promise's result; fails with `Late` if it takes longer than `limit`. */
function within(limit, promise, otherwise) {
  let timer;
  const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Late(otherwise)), limit); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
