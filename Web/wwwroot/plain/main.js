// The plain page: the chat in plain JavaScript on @microsoft/signalr. It is for browsers without WebAssembly, and an example of how to use
// AspireChat from JavaScript. From below: account.js signs in; connection.js, room.js and outbox.js speak the protocol (docs/protocol.md);
// timeline.js turns events into entries, view.js shows them, chat.js connects these. This file signs the user in.

import * as account from './account.js';
import { enter } from './chat.js';
import { fillPage, say, sayWhy } from './words.js';

const { dataset } = document.documentElement; // what the server has written into the page
const query = new URLSearchParams(location.search);
const room = query.get('room') || 'lobby';
const here = `/plain?room=${encodeURIComponent(room)}`;
const $ = id => document.getElementById(id);

// "View as network A, B, C", a development aid of LocalCluster: the windows of one machine come to different nodes.
function hub() {
  const offered = dataset.networks.split(' ').filter(Boolean);
  if (offered.includes(query.get('network'))) {
    sessionStorage.setItem('network', query.get('network'));
  }
  const network = offered.find(name => name === sessionStorage.getItem('network'));
  return network ? `/network/${network}/hubs/chat` : '/hubs/chat';
}

function comeIn() {
  $('sign-in').hidden = true;
  enter(hub(), room, askForName);
}

function askForName(because = '') {
  $('chat').hidden = true;
  $('sign-in').hidden = false;
  $('problem').textContent = because;
  $('guest').hidden = dataset.guests !== 'on';
  $('account').hidden = dataset.account === '';
  $('account').textContent = say('accountWith', dataset.account);
  $('account').href = `/api/session/oidc?returnTo=${encodeURIComponent(here)}`;
  $('name').focus();
}

function refuse({ code, message }) {
  $('problem').textContent = sayWhy(code, message);
  const asksPassphrase = ['name_claimed', 'wrong_passphrase', 'too_many_attempts'].includes(code);
  $('passphrase-field').hidden = !asksPassphrase;
  const field = asksPassphrase ? $('passphrase') : $('name');
  [$('name'), $('passphrase')].forEach(input => input.removeAttribute('aria-invalid'));
  field.setAttribute('aria-invalid', 'true');
  field.focus();
}

async function signIn(event) {
  event.preventDefault();
  $('enter').disabled = true;
  try {
    await account.signIn($('name').value, $('passphrase').value);
    comeIn();
  } catch (refusal) {
    refuse(refusal);
  } finally {
    $('enter').disabled = false;
  }
}

async function begin() {
  fillPage();
  if (!globalThis.signalR) {
    $('missing').hidden = false;
    return;
  }
  $('guest').onsubmit = signIn;
  let because = '';
  if (query.get('signin') === 'done') {
    history.replaceState(null, '', here);
    await account.signInWithAccount().catch(refusal => { because = sayWhy(refusal.code, refusal.message); });
  }
  if (account.current()) {
    comeIn();
  } else {
    askForName(because);
  }
}

begin();
