// A room as its member sees it: every event of its log once and in order, whatever batches and answers overlap, repeat or are lost.
// docs/protocol.md, "The rules that make it ordered, exactly-once and resumable", has the rules by number.

import { refusalOf } from './connection.js';

const page = 50;
const mostJoins = 100; // rooms in one call
const mostKept = 2000; // events; older ones can be loaded again

export class Room {
  #held = null; // batches that came while a join is under way
  #link = null;

  events = [];  // with a seq, in seq order, without holes
  online = new Map();
  onlineCount = 0;
  title = null; // the name to show; null: the room's name
  more = false; // whether the log has older events than these

  /** @param changed called after every change, with the events that are new */
  constructor(name, changed) {
    Object.assign(this, { name, changed, epoch: null, seq: 0 });
  }

  /** Joins, or resumes (rules 4 to 7): what was missed comes before this ends. */
  async join(link) {
    this.#held ??= [];
    const former = this.epoch;
    while (!this.#take(await joinOn(link, { room: this.name, ...this.epoch && { epoch: this.epoch, after: this.seq } }))) { }
    this.#link = link;
    const held = this.#held;
    this.#held = null;
    // What the feed still brought of a log that another one replaced is void.
    held.filter(batch => batch.epoch === this.epoch || batch.epoch !== former).forEach(batch => this.receive(batch));
  }

  /** Takes a batch of the feed. */
  receive(batch) {
    if (this.#held) {
      this.#held.push(batch);
      return;
    }
    const isOurs = batch.epoch === this.epoch;
    const whole = isOurs && this.#append(batch.events);
    if (isOurs) {
      batch.events.filter(event => event.kind === 'presence').forEach(event => this.#present(event));
    }
    if (!whole) { // rules 3 and 6
      // The answer is newer than a batch of another epoch. If it still has our epoch, the batch is a late one of a log that was lost.
      this.#held = isOurs ? [batch] : [];
      this.join(this.#link).catch(() => { }); // The link is lost; the next one joins again.
    }
  }

  /** Loads a page of older events. */
  async loadOlder() {
    const answer = await this.#link.invoke('History', { room: this.name, before: this.events[0]?.seq ?? 0, limit: page });
    if (answer.epoch === this.epoch) {
      this.events = [...answer.events, ...this.events];
      this.more = answer.more;
      this.changed([]);
    }
  }

  /** Takes the answer to a join. False: it did not reach the head, so join again. */
  #take(answer) {
    this.online = new Map(answer.online.map(user => [user.user, user]));
    this.onlineCount = answer.onlineCount;
    this.title = answer.title ?? null;
    if (answer.epoch !== this.epoch || answer.truncated) { // rule 5
      this.epoch = answer.epoch;
      this.events = answer.events;
      this.seq = Math.max(answer.head, answer.events.at(-1)?.seq ?? 0);
      this.more = answer.events.length > 0 && answer.events[0].seq > 1;
      this.changed(answer.events);
      return true;
    }
    const before = this.seq;
    this.#append(answer.events);
    this.changed([]); // who is online
    if (this.seq === answer.head) {
      return true;
    }
    if (this.seq === before || this.seq > answer.head) {
      this.epoch = null; // What we have does not fit the log any more: ask for its newest page.
    }
    return false;
  }

  /** Adds the events that are next in turn (rule 2). False: one is missing before the next. */
  #append(events) {
    const numbered = events.filter(event => event.seq > this.seq);
    const next = numbered.filter((event, index) => event.seq === this.seq + 1 + index);
    if (next.length > 0) {
      this.seq = next.at(-1).seq;
      this.events.push(...next);
      const settings = next.findLast(event => event.kind === 'settings')?.settings;
      this.title = settings ? settings.title || null : this.title;
      if (this.events.length > mostKept) {
        this.events.splice(0, this.events.length - mostKept);
        this.more = true;
      }
      this.changed(next);
    }
    return next.length === numbered.length;
  }

  #present({ online, offline, onlineCount }) {
    offline?.forEach(user => this.online.delete(user));
    online?.forEach(user => this.online.set(user.user, user));
    this.onlineCount = onlineCount ?? this.online.size;
    this.changed([]);
  }
}

/**
 * Joins many rooms, as after a reconnect. Gives the rooms that were refused, as `{ room, refusal }`; the others are joined. Fails if the
 * connection was lost.
 */
export async function joinAll(link, rooms) {
  const joins = await Promise.allSettled(rooms.map(room => room.join(link)));
  return joins.flatMap(({ status, reason }, index) => {
    const refusal = refusalOf(reason);
    if (status === 'rejected' && !refusal) {
      throw reason;
    }
    return status === 'rejected' ? [{ room: rooms[index], refusal }] : [];
  });
}

const joinsOf = new WeakMap(); // link → what is to be joined on it in this moment

/** Rooms that are joined in the same moment share one call. */
function joinOn(link, request) {
  const joins = joinsOf.get(link);
  if (joins?.some(join => join.request.room === request.room)) {
    return link.invoke('JoinRoom', request);
  }
  return new Promise((done, fail) => {
    const join = { request, done, fail };
    if (joins) {
      joins.push(join);
      return;
    }
    joinsOf.set(link, [join]);
    queueMicrotask(() => {
      const all = joinsOf.get(link);
      joinsOf.delete(link);
      for (let first = 0; first < all.length; first += mostJoins) {
        joinTogether(link, all.slice(first, first + mostJoins));
      }
    });
  });
}

async function joinTogether(link, joins) {
  const one = ({ request, done, fail }) => link.invoke('JoinRoom', request).then(done, fail);
  if (joins.length === 1) {
    one(joins[0]);
    return;
  }
  try {
    const { rooms } = await link.invoke('JoinRooms', { rooms: joins.map(join => join.request) });
    joins.forEach(({ done, fail }, index) => {
      const { result, error } = rooms[index];
      result ? done(result) : fail(new Error(`HubException: ${error}`));
    });
  } catch (error) {
    const isUnknown = !refusalOf(error) && link.isOpen; // to a node of an earlier version
    joins.forEach(join => isUnknown ? one(join) : join.fail(error));
  }
}
