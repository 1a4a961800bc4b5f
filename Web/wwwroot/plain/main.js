// The plain page: the chat with nothing but @microsoft/signalr. It is for browsers without WebAssembly, and an example of how to use
// AspireChat from JavaScript. From below: connection.js, room.js and outbox.js speak the protocol (docs/protocol.md), timeline.js makes of
// events what there is to read, view.js shows it, and this file holds them together.

import * as account from './account.js';
import { Connection, refusalOf } from './connection.js';
import { Outbox } from './outbox.js';
import { Room } from './room.js';
import { fold } from './timeline.js';
import { entryItem, keepingPlace, pendingItem, personItem, show } from './view.js';
import { fillPage, say, sayWhy } from './words.js';

const { dataset } = document.documentElement; // what the server has written into the page
const query = new URLSearchParams(location.search);
const roomName = query.get('room') || 'lobby';
const $ = id => document.getElementById(id);
const final = ['bad_room', 'private', 'banned', 'kicked', 'too_many_rooms']; // trying again would not help

// "View as network A, B, C", a development aid of LocalCluster: the windows of one machine come to different nodes.
function hub() {
  const offered = dataset.networks.split(' ').filter(Boolean);
  if (offered.includes(query.get('network'))) {
    sessionStorage.setItem('network', query.get('network'));
  }
  const network = offered.find(name => name === sessionStorage.getItem('network'));
  return network ? `/network/${network}/hubs/chat` : '/hubs/chat';
}

function showOnly(section) {
  ['missing', 'sign-in', 'chat'].forEach(id => { $(id).hidden = id !== section; });
}

// ── Signing in ──

function askForName(because = '') {
  showOnly('sign-in');
  $('problem').textContent = because;
  $('guest').hidden = dataset.guests !== 'on';
  $('account').hidden = dataset.account === '';
  $('account').textContent = say('accountWith', dataset.account);
  $('account').href = `/api/session/oidc?returnTo=${encodeURIComponent(`/plain?room=${roomName}`)}`;
  $('name').focus();
}

function refuse({ code, message }) {
  $('problem').textContent = sayWhy(code, message);
  const asksPassphrase = ['name_claimed', 'wrong_passphrase', 'too_many_attempts'].includes(code);
  $('passphrase-field').hidden = !asksPassphrase;
  const field = asksPassphrase ? $('passphrase') : $('name');
  [$('name'), $('passphrase')].forEach(input => input.toggleAttribute('aria-invalid', input === field));
  field.focus();
}

async function signIn(event) {
  event.preventDefault();
  $('enter').disabled = true;
  try {
    await account.signIn($('name').value, $('passphrase').value);
    enter();
  } catch (refusal) {
    refuse(refusal);
  } finally {
    $('enter').disabled = false;
  }
}

// ── Chatting ──

function enter() {
  const me = account.current();
  const room = new Room(roomName, events => { showRoom(); outbox.seen(events, me.user); });
  const outbox = new Outbox(room, showOutbox);
  const connection = new Connection(hub(), account, {
    opened: async link => {
      await room.join(link);
      outbox.use(link);
      showState('online', '', link.session.node);
    },
    lost: async error => {
      const refusal = refusalOf(error);
      if (error?.over || /Status code '401'/.test(error?.message)) {
        account.forget();
        stop();
        askForName(sayWhy(error.code ?? 'session_ended', error.message));
      } else if (final.includes(refusal?.code)) {
        stop(refusal.text);
      } else {
        showState('reconnecting', refusal ? sayWhy(refusal.code, refusal.text) : '');
      }
    },
    batch: batch => { if (batch.room === room.name) { room.receive(batch); } },
    notice: told,
  });

  // Something for this user, or for everybody.
  function told({ kind, room: about, text }) {
    if (kind === 'announcement' || kind === 'notice') {
      $('news').textContent = text;
    } else if (kind === 'banned' || kind === 'kicked') {
      account.forget(); // Not coming back by itself is what is asked for.
      stop();
      askForName(text);
    } else if ((kind === 'removed' || kind === 'deleted') && about === room.name) {
      stop(say(kind, room.name));
    }
  }

  function showRoom() {
    keepingPlace($('scroll'), () => {
      $('older').hidden = !room.more;
      $('beginning').hidden = room.more;
      show($('timeline'), fold(room.events), entry => entry.seq, entry => entryItem(entry, me.user));
    });
    $('people-count').textContent = say('people', room.onlineCount);
    show($('people'), [...room.online.values()], user => user.user, personItem);
  }

  function showOutbox() {
    const act = { retry: id => outbox.retry(id), discard: id => outbox.discard(id) };
    keepingPlace($('scroll'), () => show($('pending'), outbox.messages, message => message.id, message => pendingItem(message, act)));
  }

  function stop(because = '') {
    connection.stop();
    showState('stopped', because);
  }

  function send(event) {
    event.preventDefault();
    const text = $('text').value;
    if (text.trim()) {
      outbox.add(text);
      $('text').value = '';
      $('scroll').scrollTop = $('scroll').scrollHeight;
    }
  }

  $('compose').addEventListener('submit', send);
  $('text').addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      send(event);
    }
  });
  $('older').addEventListener('click', () => room.loadOlder().catch(() => { })); // offline; it can be pressed again
  $('sign-out').addEventListener('click', () => {
    account.signOut();
    sessionStorage.removeItem(outbox.key);
    location.reload();
  });

  showOnly('chat');
  $('scroll').setAttribute('aria-label', say('messagesIn', room.name));
  $('text').setAttribute('aria-label', say('messageTo', room.name));
  $('text').placeholder = say('messageTo', room.name);
  $('room').placeholder = say('room');
  $('heading').textContent = `# ${room.name}`;
  $('beginning').textContent = say('beginning', room.name);
  $('me').textContent = me.name;
  $('full-page').href = `/r/${encodeURIComponent(room.name)}`;
  $('full-page').hidden = typeof WebAssembly !== 'object';
  $('text').focus();
  showState('connecting');
  showOutbox();
  connection.run();
}

function showState(state, because = '', node = '') {
  $('state').dataset.state = state;
  $('state-text').textContent = say(state);
  $('node').textContent = node;
  $('because').textContent = because;
}

// ── Here it begins ──

async function begin() {
  fillPage();
  if (!globalThis.signalR) {
    showOnly('missing');
    return;
  }
  $('guest').addEventListener('submit', signIn);
  if (query.get('signin') === 'done') {
    history.replaceState(null, '', `/plain?room=${encodeURIComponent(roomName)}`);
    await account.signInWithAccount().catch(refusal => askForName(sayWhy(refusal.code, refusal.message)));
  }
  if (account.current()) {
    enter();
  } else if ($('sign-in').hidden) {
    askForName();
  }
}

begin();
