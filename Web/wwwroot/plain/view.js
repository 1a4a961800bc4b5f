// Entries as elements. What others write is put in as text nodes, never as HTML; what their Markdown becomes has passed a sanitiser (markdown.js).

import { markdown } from './markdown.js';
import { mentions } from './mention.js';
import { exactTimeOf, say, sayWhy, timeOf } from './words.js';

const longestQuote = 80;
const nearEnd = 48; // px from the end that still count as "at the end"

/** An element; children are elements and texts, those that are null or false are left out. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Makes a list's items what the entries say, and touches only those that have changed. */
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

/** Changes a scrolling area: it stays at its end, or its reader's place. */
export function keepingPlace(area, change) {
  const atEnd = area.scrollHeight - area.scrollTop - area.clientHeight <= nearEnd;
  const first = area.querySelector('[data-seq]');
  const top = first?.offsetTop;
  change();
  if (atEnd) {
    area.scrollTop = area.scrollHeight;
  } else if (first?.isConnected) {
    area.scrollTop += first.offsetTop - top; // what came before it
  }
}

/** An entry of the timeline; `me` is the reader: `{ user, name }`. */
export function entryItem(entry, me) {
  const { seq, kind, name } = entry;
  if (kind === 'join' || kind === 'leave') {
    return make('li', { class: 'plain-notice', 'data-seq': seq }, say(kind === 'join' ? 'joined' : 'left', name));
  }
  const { user, at, text, edited, withdrawn, quote, attachments, reactions } = entry;
  const mark = user === me.user ? ' own' : !withdrawn && mentions(text, me.name) ? ' mentions-me' : '';
  return make('li', { class: `plain-message${mark}`, 'data-testid': 'message', 'data-seq': seq },
    make('p', { class: 'by' },
      make('strong', { class: 'name', 'data-testid': 'author' }, name),
      make('time', { class: 'time', datetime: new Date(at).toISOString(), title: exactTimeOf(at) }, timeOf(at)),
      edited && !withdrawn && make('span', { class: 'mark' }, say('edited'))),
    quote && make('p', { class: 'plain-quote' }, say('replyTo', quote.name, shorten(quote.text))),
    withdrawn ? make('p', { class: 'withdrawn' }, say('withdrawn')) : make('div', { class: 'text', 'data-testid': 'text' }, markdown(text)),
    attachments.length > 0 && make('ul', { class: 'attachments' }, ...attachments.map(fileItem)),
    reactions.length > 0 && make('ul', { class: 'reactions' }, ...reactions.map(reactionItem)));
}

/** A message of the outbox. */
export function pendingItem({ id, text, state, why }, { retry, discard }) {
  const button = (key, act) => {
    const made = make('button', { class: 'link', type: 'button' }, say(key));
    made.addEventListener('click', () => act(id));
    return made;
  };
  return make('li', { class: `plain-message pending ${state}`, 'data-testid': 'pending' },
    make('p', { class: 'text raw' }, text),
    make('p', { class: 'failure' },
      make('span', { class: 'state' }, state === 'failed' ? say('failed', sayWhy(why.code, why.text)) : say(state === 'asked' ? 'asked' : 'sending')),
      state === 'failed' && button('retry', retry),
      (state === 'failed' || state === 'asked') && button('discard', discard)));
}

/** A room to go to; `here` is the one that is open. */
export const roomItem = ({ room, title }, here) => make('li', {},
  make('a', { href: `/plain?room=${encodeURIComponent(room)}`, 'data-testid': 'room', ...room === here && { 'aria-current': 'page' } }, title ?? `# ${room}`));

export const personItem = ({ name }) => make('li', { 'data-testid': 'person' }, name);

function fileItem({ id, name }) {
  const address = `/files/${encodeURIComponent(id)}/${encodeURIComponent(name)}`;
  return make('li', {}, make('a', { class: 'file-chip', href: address, target: '_blank', rel: 'noopener' }, name));
}

const reactionItem = ({ emoji, users }) => make('li', { class: 'plain-reaction', 'data-testid': 'reaction' }, `${emoji} ${users.length}`);

const shorten = text => text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
