// Signs in before the app has started: the server has rendered the form (Pages/SignIn.razor), and this serves it until the app takes it
// over with all that was entered (Session/EarlySignIn.cs). Runs before the first paint, so that no key is lost.

(() => {
  const root = document.documentElement;
  const key = 'session'; // also in Session/CurrentSession.cs
  const maxRetries = 3;
  const retryDelay = 1_000; // ms
  const unreachable = 'unreachable';

  let isTaken = false;
  let isComposing = false;  // text is being entered with an input method
  let pending = null;       // the running sign-in
  let answer = null;        // that of the last one
  let focus = null;         // what had the focus when the app took over, and its selection

  const find = id => document.getElementById(id);
  const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

  // Whoever is signed in sees an outline of the chat instead of the form.
  if (sessionStorage.getItem(key) ?? localStorage.getItem(key)) {
    root.dataset.opening = '';
  }

  async function post(path, body) {
    try {
      const response = await fetch(`/api/session${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'aspirechat' },
        body: JSON.stringify(body),
      });
      const content = await response.json().catch(() => ({})); // RFC 9457, unless it comes from a proxy
      const [date, at] = [Date.parse(response.headers.get('Date')) || 0, performance.now()];
      return response.ok && content.token
        ? { session: content, date, at }
        : { code: content.code ?? '', detail: content.detail ?? '', status: response.status, date, at };
    } catch {
      return { code: unreachable, detail: '', status: 0, date: 0, at: 0 };
    }
  }

  // With the same attempt it is the same guest, even if only the answer was lost.
  async function open(path, body, retries) {
    for (let tried = 0; ; tried++) {
      answer = await post(path, body);
      if (answer.session || tried === retries || !['unavailable', unreachable].includes(answer.code)) {
        return;
      }
      await sleep(retryDelay);
    }
  }

  async function signIn(path, body, retries) {
    setBusy(true);
    pending = open(path, body, retries);
    await pending;
    pending = null;
    if (answer.session) {
      const { kept } = answer.session;
      (kept ? sessionStorage : localStorage).removeItem(key);
      (kept ? localStorage : sessionStorage).setItem(key, JSON.stringify(answer.session));
    }
    if (isTaken) {
      return;
    }
    if (answer.session) {
      root.dataset.opening = '';
    } else {
      setBusy(false);
      refuse(answer);
    }
  }

  function submit() {
    const name = find('name').value;
    if (pending) {
      return;
    }
    if (!name.trim()) {
      refuse({ code: 'missing' });
      return;
    }
    const attempt = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
    signIn('', { name, attempt, ...(find('passphrase')?.value && { passphrase: find('passphrase').value }) }, maxRetries);
  }

  function setBusy(isBusy) {
    const button = find('enter');
    if (button) {
      button.dataset.label ??= button.textContent;
      button.textContent = isBusy ? button.dataset.busy : button.dataset.label;
    }
    find('sign-in').querySelectorAll('button').forEach(one => { one.disabled = isBusy; });
    if (isBusy) {
      tell('');
    }
  }

  function tell(problem) {
    find('name-problem').textContent = problem;
    if (problem) {
      find('name')?.setAttribute('aria-invalid', 'true');
    } else {
      find('name')?.removeAttribute('aria-invalid');
    }
  }

  function refuse({ code, detail, status }) {
    const { problems, asks } = find('sign-in').dataset;
    const texts = JSON.parse(problems);
    const reason = detail?.replace(/^[^:]*: /, ''); // after "You are banned"
    tell(code && code in texts ? texts[code].replace('{0}', () => reason) : detail || texts[''].replace('{0}', status));

    const asksPassphrase = asks.split(' ').includes(code);
    if (asksPassphrase && !find('passphrase')) {
      const template = find('passphrase-field');
      template.replaceWith(template.content.cloneNode(true));
      find('name').autocomplete = 'username';
    }
    (asksPassphrase ? find('passphrase') : find('name'))?.focus();
  }

  document.addEventListener('submit', event => {
    if (!isTaken && event.target.id === 'sign-in') {
      event.preventDefault();
      submit();
    }
  });
  document.addEventListener('click', event => {
    if (!isTaken && event.target.id === 'account') {
      location.assign(`/api/session/oidc?returnTo=${encodeURIComponent(location.pathname)}`);
    }
  });
  document.addEventListener('change', event => {
    if (!isTaken && event.target.id === 'language') {
      chooseLanguage(event.target.value);
    } else if (!isTaken && event.target.id === 'theme') {
      chooseTheme(event.target.value);
    }
  });
  document.addEventListener('compositionstart', () => { isComposing = true; });
  document.addEventListener('compositionend', () => { isComposing = false; });

  // The form is there; no other script has run.
  document.addEventListener('readystatechange', () => {
    if (!find('sign-in')) {
      return;
    }
    find('theme').value = localStorage.getItem('theme') ?? 'system';
    const result = new URLSearchParams(location.search).get('signin');
    if (result) {
      history.replaceState(history.state, '', location.pathname);
    }
    if (result === 'done') {
      delete root.dataset.opening;
      signIn('/oidc', {}, 0);
    } else if (result === 'failed') {
      refuse({ code: 'account' });
    }
  }, { once: true });

  const told = () => answer && { ...answer, age: performance.now() - answer.at };

  window.earlySignIn = {
    /** Waits until no text is being entered with an input method: replacing the form would end that. */
    ready: () => isComposing ? new Promise(resolve => addEventListener('compositionend', () => setTimeout(resolve), { once: true })) : null,

    /** What was entered and answered so far, as JSON. From now on the form is the app's. */
    take() {
      isTaken = true;
      const form = find('sign-in');
      if (form && root.dataset.opening === undefined) {
        const { id, selectionStart, selectionEnd } = document.activeElement;
        focus = { id, selectionStart, selectionEnd };
      }
      return JSON.stringify({
        name: find('name')?.value ?? '',
        passphrase: find('passphrase')?.value ?? null,
        problem: find('name-problem')?.textContent ?? '',
        busy: pending !== null,
        answer: pending ? null : told(),
      });
    },

    /** The answer to a sign-in that was running when the app took over, as JSON. */
    async outcome() {
      await pending;
      return JSON.stringify(told());
    },

    /** Gives the focus back to what had it when the app took over. Returns false if there was no form. */
    restoreFocus() {
      if (!focus) {
        return false;
      }
      const { id, selectionStart, selectionEnd } = focus;
      const element = id ? find(id) : null; // without one, the page itself had it
      focus = null;
      element?.focus();
      if (element?.type === 'text' || element?.type === 'password') {
        element.setSelectionRange(selectionStart, selectionEnd);
      }
      return true;
    },
  };
})();
