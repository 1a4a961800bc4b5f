// Turns entries into elements. Users' texts are inserted as text nodes, never as HTML, except for rendered Markdown, which was sanitised
// (markdown.js).

import { markdown } from './markdown.js';
import { mentions } from './mention.js';
import { exactTimeOf, say, sayWhy, timeOf } from './words.js';

const longestQuote = 80;
const nearEnd = 48; // px from the end that still count as being at the end

/** Creates an element. Children are elements and texts; null, undefined and false are skipped. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Updates a list so that it shows the entries. Items of unchanged entries stay as they are. */
export function show(list, entries, keyOf, itemOf) {
  const wanted = new Set(entries.map(entry => `${keyOf(entry)}`));
  const items = new Map();
  for (const item of [...list.children]) {
    if (wanted.has(item.dataset.key)) {
      items.set(item.dataset.key, item);
    } else {
      item.remove();
    }
  }
  let place = list.firstElementChild;
  for (const entry of entries) {
    const key = `${keyOf(entry)}`;
    const state = JSON.stringify(entry);
    let item = items.get(key);
    if (item?.shown !== state) {
      const next = itemOf(entry);
      Object.assign(next, { shown: state }).dataset.key = key;
      item?.replaceWith(next);
      place = place === item && item ? next : place;
      item = next;
    }
    if (item === place) {
      place = place.nextElementSibling;
    } else {
      list.insertBefore(item, place);
    }
  }
}

/** Makes a change to a scrolling area and keeps it scrolled to its end, or to where the reader was. */
export function keepingPlace(area, change) {
  const atEnd = area.scrollHeight - area.scrollTop - area.clientHeight <= nearEnd;
  const first = area.querySelector('[data-seq]');
  const top = first?.offsetTop;
  change();
  if (atEnd) {
    area.scrollTop = area.scrollHeight;
  } else if (first?.isConnected) {
    area.scrollTop += first.offsetTop - top; // the height added above it
  }
}

/** The list item for an entry of the timeline. `me` is the reader: `{ user, name }`. */
export function entryItem(entry, me) {
  const { seq, kind, name } = entry;
  if (kind === 'join' || kind === 'leave') {
    return make('li', { class: 'plain-notice', 'data-seq': seq }, say(kind === 'join' ? 'memberJoined' : 'memberLeft', name));
  }
  const { user, at, text, edited, deleted, quote, attachments, reactions } = entry;
  const mark = user === me.user ? ' own' : !deleted && mentions(text, me.name) ? ' mentions-me' : '';
  return make('li', { class: `plain-message${mark}`, 'data-testid': 'message', 'data-seq': seq },
    make('p', { class: 'by' },
      make('strong', { class: 'name', dir: 'auto', 'data-testid': 'author' }, name),
      make('time', { class: 'time', datetime: new Date(at).toISOString(), title: exactTimeOf(at) }, timeOf(at)),
      edited && !deleted && make('span', { class: 'mark' }, say('edited'))),
    quote && make('p', { class: 'plain-quote' }, say('replyTo', quote.name, shorten(quote.text))),
    deleted ? make('p', { class: 'deleted' }, say('messageDeleted')) : make('div', { class: 'text', dir: 'auto', 'data-testid': 'text' }, markdown(text)),
    attachments.length > 0 && make('ul', { class: 'attachments' }, ...attachments.map(fileItem)),
    reactions.length > 0 && make('ul', { class: 'reactions' }, ...reactions.map(reactionItem)));
}

/** The list item for a message in the outbox. */
export function pendingItem({ id, text, state, why }, { retry, discard }) {
  const button = (key, act) => {
    const made = make('button', { class: 'link', type: 'button' }, say(key));
    made.addEventListener('click', () => act(id));
    return made;
  };
  return make('li', { class: `plain-message pending ${state}`, 'data-testid': 'pending' },
    make('p', { class: 'text raw', dir: 'auto' }, text),
    make('p', { class: 'failure' },
      make('span', { class: 'state' }, state === 'failed' ? say('failed', sayWhy(why.code, why.text)) : say(state === 'asked' ? 'asked' : 'sending')),
      state === 'failed' && button('retry', retry),
      (state === 'failed' || state === 'asked') && button('discard', discard)));
}

/** The list item for a room. `here` is the name of the open room. */
export function roomItem({ room, title, kind }, here) {
  const attributes = { href: `/plain?room=${encodeURIComponent(room)}`, 'data-testid': 'room', ...room === here && { 'aria-current': 'page' } };
  return make('li', {}, make('a', { dir: 'auto', ...attributes }, kind === 'direct' ? title : `# ${title ?? room}`));
}

export const personItem = ({ name }) => make('li', { dir: 'auto', 'data-testid': 'person' }, name);

function fileItem({ id, name }) {
  const address = `/files/${encodeURIComponent(id)}/${encodeURIComponent(name)}`;
  return make('li', {}, make('a', { class: 'file-chip', href: address, target: '_blank', rel: 'noopener', dir: 'auto' }, name));
}

const reactionItem = ({ emoji, users }) => make('li', { class: 'plain-reaction', 'data-testid': 'reaction' }, `${emoji} ${users.length}`);

const shorten = text => text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
