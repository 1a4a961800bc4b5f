// Messages on their way. Each keeps its id until it is stored, however often it is sent: the cluster stores an id once (rule 8 of
// docs/protocol.md). They are sent one after the other, so that none overtakes another, and survive a reload of the page.

import { refusalOf, sleep } from './connection.js';

const passing = ['rate_limited', 'unavailable']; // worth another try, with the same id
const pause = 1000; // ms before it
const mostUnexplained = 5; // tries, when the server does not say what is wrong: it may be this message

/** 128 random bits. Not `crypto.randomUUID`, which is there over HTTPS only. */
export const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');

/** Half a character, as is left when an emoji is cut in two, cannot be sent: it becomes U+FFFD, as in every text that is encoded. */
const wellFormed = text => text.replace(/\p{Surrogate}/gu, '\uFFFD');

export class Outbox {
  #link = null;
  #sending = false;

  /**
   * @param room the room
   * @param changed called after every change
   * @param storage where messages survive a reload, if there is such a place
   */
  constructor(room, changed, storage = globalThis.sessionStorage) {
    Object.assign(this, { room, changed, storage, key: `plain-outbox:${room.name}` });
    this.messages = JSON.parse(storage?.getItem(this.key) ?? '[]'); // { id, text, state: waiting | sent | asked | failed, why }
  }

  add(text) {
    this.messages.push({ id: newId(), text: wellFormed(text), state: 'waiting' });
    this.#tell();
    this.#send();
  }

  retry(id) {
    Object.assign(this.messages.find(message => message.id === id), { state: 'waiting', why: undefined });
    this.#tell();
    this.#send();
  }

  discard(id) {
    this.messages = this.messages.filter(message => message.id !== id);
    this.#tell();
  }

  /** The room is joined on this link: send what waits. What the join brought was seen before, so nothing stored is sent again. */
  use(link) {
    this.#link = link;
    this.#send();
  }

  /** Events of the room's log: what is in it is not on its way any more, even if the answer to it was lost. */
  seen(events, user) {
    const stored = new Set(events.filter(event => event.user === user).map(event => event.id));
    const left = this.messages.filter(message => !stored.has(message.id) && !(message.state === 'sent' && message.seq <= this.room.seq));
    if (left.length < this.messages.length) {
      this.messages = left;
      this.#tell();
    }
  }

  async #send() {
    if (this.#sending) {
      return;
    }
    this.#sending = true;
    let message;
    while (this.#link && (message = this.messages.find(one => one.state === 'waiting'))) {
      await this.#try(this.#link, message);
      this.#tell();
      this.seen([]);
    }
    this.#sending = false;
  }

  async #try(link, message) {
    try {
      // `duplicate` says that an earlier try had stored it, and only its answer was lost: that is as good.
      const { seq, waiting } = await link.invoke('Send', { room: this.room.name, id: message.id, text: message.text });
      Object.assign(message, { state: waiting ? 'asked' : 'sent', seq }); // asked: a question that waits for a moderator
    } catch (error) {
      const refusal = refusalOf(error);
      const isUnexplained = !refusal && link.isOpen;
      message.unexplained = (message.unexplained ?? 0) + (isUnexplained ? 1 : 0);
      if (passing.includes(refusal?.code) || isUnexplained && message.unexplained < mostUnexplained) {
        await sleep(pause);
      } else if (refusal || isUnexplained) {
        Object.assign(message, { state: 'failed', why: refusal ?? { code: '', text: error.message } });
      } else if (this.#link === link) {
        this.#link = null; // lost; the next one is to come
      }
    }
  }

  #tell() {
    this.storage?.setItem(this.key, JSON.stringify(this.messages));
    this.changed();
  }
}
