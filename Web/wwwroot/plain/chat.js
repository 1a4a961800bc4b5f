// The chat of the signed-in user: connects the connection, the room and the view.

import * as account from './account.js';
import { Connection, refusalOf, sleep } from './connection.js';
import { markdown } from './markdown.js';
import { Outbox } from './outbox.js';
import { Room } from './room.js';
import { fold } from './timeline.js';
import { entryItem, keepingPlace, make, pendingItem, personItem, roomItem, show } from './view.js';
import { say, sayWhy } from './words.js';

const $ = id => document.getElementById(id);
const final = ['bad_room', 'private', 'banned', 'kicked', 'too_many_rooms']; // trying again would not help

const markInterval = 2_000; // ms

const byName = (one, other) => one.name.localeCompare(other.name, document.documentElement.lang);

let me;
let room;
let online; // the link that is in the room
let outbox;
let connection;
let signedOut;
let marked; // up to where the server knows that the room is read
let marking;

/**
 * Connects and joins.
 * @param hub the hub's address
 * @param name the room's name
 * @param onSignedOut called with the reason when the session is of no use any more
 */
export function enter(hub, name, onSignedOut) {
  me = account.current();
  [marked, marking] = [0, false];
  signedOut = onSignedOut;
  room = new Room(name, events => { showRoom(); outbox.seen(events, me.user); markRead(); });
  outbox = new Outbox(room, showOutbox);
  connection = new Connection(hub, account, { opened, silent, lost, notice, batch: batch => { if (batch.room === name) { room.receive(batch); } } });
  showFrame(name);
  showState('connecting');
  showOutbox();
  connection.run();
}

// ── What the connection tells ──

async function opened(link) {
  await room.join(link);
  outbox.use(link);
  account.accepted();
  online = link;
  markRead();
  showState('online', '', link.session.node);
}

/** The node is silent, or is heard again. If it stays silent, the connection is closed after a while. */
function silent(isSilent) {
  showState(isSilent ? 'checking' : 'online', '', online.session.node);
}

function lost(error) {
  console.info('The connection was lost.', error);
  const refusal = refusalOf(error);
  if (error?.over || /Status code '401'/.test(error?.message) && account.refused()) {
    end(sayWhy(error.code ?? 'session_ended', error.message));
  } else if (final.includes(refusal?.code)) {
    stop(refusal.text);
  } else {
    showState('reconnecting', refusal ? sayWhy(refusal.code, refusal.text) : '');
  }
}

/** Something for this user, or for everybody. */
function notice({ kind, room: about, text }) {
  if (kind === 'announcement' || kind === 'notice') {
    const shown = make('div', { class: 'text', 'data-testid': 'news' }, markdown(text));
    $('news').replaceChildren(make('strong', {}, say('announcement')), shown);
  } else if (kind === 'banned' || kind === 'kicked') {
    end(text); // Reconnecting automatically would undo what the moderator did.
  } else if (kind === 'question' && about === room.name) {
    forgetDecided();
  } else if ((kind === 'removed' || kind === 'deleted') && about === room.name) {
    stop(say(kind, room.name)); // Joining again would create the deleted room again.
  } else if (kind === 'left' && about === room.name && $('state').dataset.state !== 'stopped') {
    stop(say(kind, room.name)); // on another device, which ends the membership on all of them
  }
}

/** A question that was approved comes as an event; one that was dismissed does not wait any more. */
async function forgetDecided() {
  const asked = outbox.messages.filter(message => message.state === 'asked');
  const waiting = asked.length > 0 && await online.invoke('Questions', { room: room.name }).catch(() => null);
  if (waiting) {
    const ids = new Set(waiting.questions.map(question => question.id));
    asked.filter(message => !ids.has(message.id)).forEach(message => outbox.discard(message.id));
  }
}

function stop(because) {
  connection.stop();
  $('compose').hidden = $('text').value === ''; // What was typed can still be copied.
  $('text').readOnly = true;
  showState('stopped', because);
}

function end(because) {
  account.forget();
  stop(because);
  signedOut(because);
}

// ── What the reader does ──

function send(event) {
  event.preventDefault();
  const text = $('text').value;
  if (text.trim() && !$('text').readOnly) {
    outbox.add(text);
    $('text').value = '';
    $('scroll').scrollTop = $('scroll').scrollHeight;
  }
}

function onKeyDown(event) {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    send(event);
  }
}

function signOut() {
  account.signOut();
  sessionStorage.removeItem(outbox.key);
  location.reload();
}

/** Tells the server how far the room is read, at most every two seconds and only while the page is in view. */
async function markRead() {
  if (marking || !online || document.visibilityState !== 'visible' || room.seq <= marked) {
    return;
  }
  marking = true;
  const { seq } = room;
  try {
    await online.invoke('MarkRead', { room: room.name, seq, receipt: false });
    marked = seq;
    await sleep(markInterval);
  } catch {
    marking = false;
    return; // The next message or the next connection tells it.
  }
  marking = false;
  markRead();
}

/** Lists the user's rooms, then the other rooms that everyone can join. */
async function listRooms() {
  if (!$('rooms-list').open || !online) {
    return;
  }
  try {
    const [mine, all] = await Promise.all([online.invoke('MyRooms', {}), online.invoke('ListRooms', {})]);
    const own = new Set(mine.rooms.map(one => one.room));
    show($('rooms'), [...mine.rooms, ...all.rooms.filter(one => !own.has(one.room))], one => one.room, one => roomItem(one, room.name));
  } catch (error) {
    $('rooms').replaceChildren(make('li', {}, sayWhy(refusalOf(error)?.code ?? 'unavailable', '')));
  }
}

// ── What is shown ──

function showFrame(name) {
  $('chat').hidden = $('compose').hidden = false;
  $('me').textContent = me.name;
  $('full-page').href = `/r/${encodeURIComponent(name)}`;
  $('full-page').hidden = typeof WebAssembly !== 'object';
  $('room').placeholder = say('room');
  showName(name);
  $('text').readOnly = false;
  $('text').focus();

  // Assigned rather than added: a user who was signed out may sign in again on the same page.
  $('compose').onsubmit = send;
  $('text').onkeydown = onKeyDown;
  $('older').onclick = () => room.loadOlder().catch(() => { }); // offline: the user can try again
  $('rooms-list').ontoggle = listRooms;
  document.onvisibilitychange = markRead;
  $('sign-out').onclick = signOut;
}

function showState(state, because = '', node = '') {
  $('state').dataset.state = state;
  $('state-text').textContent = say(state);
  $('node').replaceChildren(...node ? [make('span', { 'data-testid': 'node' }, node)] : []);
  $('because').textContent = because;
}

function showName(name) {
  $('heading').textContent = `# ${name}`;
  $('scroll').ariaLabel = say('messagesIn', name);
  $('beginning').textContent = say('beginning', name);
  $('text').ariaLabel = $('text').placeholder = say('messageTo', name);
}

function showRoom() {
  showName(room.title ?? room.name);
  keepingPlace($('scroll'), () => {
    $('older').hidden = !room.more;
    $('beginning').hidden = room.more;
    show($('timeline'), fold(room.events), entry => entry.seq, entry => entryItem(entry, me));
  });
  $('people-count').textContent = say('people', room.onlineCount);
  show($('people'), [...room.online.values()].sort(byName), user => user.user, personItem);
}

function showOutbox() {
  const act = { retry: id => outbox.retry(id), discard: id => outbox.discard(id) };
  keepingPlace($('scroll'), () => show($('pending'), outbox.messages, message => message.id, message => pendingItem(message, act)));
}
