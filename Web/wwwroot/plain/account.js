// The signed-in user: POST /api/session and the endpoints below it. The session is stored where the full page stores it, so that the user
// can switch between the two: a guest's in the tab, that of a name with a passphrase or an account in the browser.

import { sleep } from './connection.js';
import { newId } from './outbox.js';

const key = 'session';
const over = [401, 403, 409]; // the session has ended, its user is banned, or somebody else has taken the name

let session = JSON.parse(sessionStorage.getItem(key) ?? localStorage.getItem(key));
let renewAt = 0; // in server time; 0 = at once, after loading: the server may have given a guest's name to somebody else
let clock = null; // the server's time and when it was read; the device's clock may be wrong by hours
let isDoubted = false; // whether a node has refused the token

/** A refusal by the server: `code` for programs, `message` for people; `over` if the session has ended. */
export class Refusal extends Error {
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.over = over.includes(status);
  }
}

export const current = () => session;

const serverTime = () => clock ? clock.date + performance.now() - clock.at : Date.now();

/** The token's remaining lifetime in milliseconds. */
export const timeLeft = () => session.expiresAt - serverTime();

/** A node has refused the token: the next call of `token` renews it. Returns true if a renewed token was refused too. */
export function refused() {
  const isAgain = isDoubted;
  isDoubted = true;
  renewAt = 0;
  return isAgain;
}

/** A node has accepted the token. */
export function accepted() {
  isDoubted = false;
}

/**
 * Signs in with a name, and its passphrase if it has one. Tries again while Redis or the server is unavailable: with the same attempt it is
 * the same guest, even if only the answer was lost.
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

/** Signs in the user whom the account provider has just redirected back. */
export async function signInWithAccount() {
  keep(await post('/oidc', {}));
}

/** The current token, renewed if less than half of its lifetime is left. */
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

/** Signs out, and releases a guest's name. */
export function signOut() {
  post('/end', {}, session.token).catch(() => { }); // The name is also released when the token expires.
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
  const headers = { 'Content-Type': 'application/json', 'X-Requested-With': 'aspirechat' };
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
