// Who is signed in: POST /api/session and what is under it. The session is kept where the other page keeps it too, so that one can change
// between the two: a guest's in the tab, one whose name has a passphrase or an account in the browser.

import { sleep } from './connection.js';
import { newId } from './outbox.js';

const key = 'session';
const over = [401, 403, 409]; // the session has ended, its user is banned, or somebody else has taken the name

let session = JSON.parse(sessionStorage.getItem(key) ?? localStorage.getItem(key));
let renewAt = 0; // by the server's time; after a load at once: the server may have given a guest's name to somebody else
let clock = null; // the server's time, and when it was told: the device's own clock may be wrong by hours
let isDoubted = false; // whether a node has refused the token

/** What the server refused: `code` for programs, `message` for people, `over` when the session can no longer be used. */
export class Refusal extends Error {
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.over = over.includes(status);
  }
}

export const current = () => session;

const serverTime = () => clock ? clock.date + performance.now() - clock.at : Date.now();

/** How many milliseconds the token still lasts. */
export const timeLeft = () => session.expiresAt - serverTime();

/** A node has refused the token: renew it. True when it had been renewed because of that, so that the session is of no use any more. */
export function refused() {
  const isAgain = isDoubted;
  isDoubted = true;
  renewAt = 0;
  return isAgain;
}

/** A node has taken the token. */
export function accepted() {
  isDoubted = false;
}

/**
 * A name, and its passphrase if it has one, for a session. A moment without Redis, or without a server, is waited for: the attempt's number makes
 * the same call again the same guest, also when only the answer was lost.
 */
export async function signIn(name, passphrase) {
  const attempt = newId();
  for (let tried = 0; ; tried++) {
    try {
      keep(await post('', { name, attempt, ...(passphrase && { passphrase }) }));
      return;
    } catch (refusal) {
      if (tried === 3 || !['unavailable', 'unreachable'].includes(refusal.code)) {
        throw refusal;
      }
      await sleep(1_000);
    }
  }
}

/** The session of whom the provider of accounts has just sent back. */
export async function signInWithAccount() {
  keep(await post('/oidc', {}));
}

/** The newest token, renewed when less than half of its life is left. */
export async function token() {
  if (serverTime() >= renewAt) {
    try {
      keep(await post('/refresh', { adminToken: session.adminToken }, session.token));
    } catch (refusal) {
      if (refusal.over || isDoubted || timeLeft() <= 0) {
        throw refusal;
      }
    }
  }
  return session.token;
}

/** Gives the session up, and a guest's name back. */
export function signOut() {
  post('/end', {}, session.token).catch(() => { }); // The name becomes free by itself as well.
  forget();
}

export function forget() {
  session = null;
  sessionStorage.removeItem(key);
  localStorage.removeItem(key);
}

function keep(renewed) {
  session = renewed;
  renewAt = serverTime() + timeLeft() / 2;
  (renewed.kept ? sessionStorage : localStorage).removeItem(key);
  (renewed.kept ? localStorage : sessionStorage).setItem(key, JSON.stringify(renewed));
}

async function post(path, body, bearer) {
  const headers = { 'Content-Type': 'application/json', 'X-Requested-With': 'AspireChat' };
  if (bearer) {
    headers.Authorization = `Bearer ${bearer}`;
  }
  const answer = await fetch(`/api/session${path}`, { method: 'POST', headers, body: JSON.stringify(body), keepalive: true })
    .catch(() => { throw new Refusal('unreachable', ''); });
  const date = Date.parse(answer.headers.get('Date'));
  if (date) {
    clock = { date, at: performance.now() };
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({})); // RFC 9457, unless it comes from a proxy
    throw new Refusal(problem.code ?? '', problem.detail ?? `${answer.status}`, answer.status);
  }
  return answer.status === 204 ? null : answer.json();
}
