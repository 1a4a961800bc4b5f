// What Razor cannot do. Browser/PageScript.cs calls it.

const nearEnd = 48;     // px from the end that still count as "at the end"
const awayAfter = 5 * 60_000;  // ms without input
const awayHiddenAfter = 10_000; // ms in a hidden tab
const loadMoreAt = 600; // px from either end at which more entries are loaded

/** Keeps a scrolling list at its end, or at the reader's position, while entries are added and removed at both ends. */
export function follow(list, listener) {
  let atEnd = true;
  let atStart = false;
  let atFoot = true;
  let anchor = null; // the first entries in view, and their distance from the list's upper edge

  const entries = () => list.querySelectorAll('[data-entry]');
  const remember = () => {
    const top = list.scrollTop;
    const all = entries();
    let [low, high] = [0, all.length]; // binary search for the first one in view
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = all[middle].offsetTop + all[middle].offsetHeight > top ? [low, middle] : [middle + 1, high];
    }
    // And the one after it, in case the first is removed.
    anchor = [all[low], all[low + 1]].filter(Boolean).map(entry => ({ entry, offset: entry.offsetTop - top }));
  };

  const report = () => {
    const below = list.scrollHeight - list.scrollTop - list.clientHeight;
    const end = below <= nearEnd && list.dataset.below === undefined; // otherwise more entries are loaded than are on the page
    const foot = below <= loadMoreAt && list.dataset.below !== undefined;
    const start = list.scrollTop <= loadMoreAt;
    if (end !== atEnd || start !== atStart || foot !== atFoot) {
      [atEnd, atStart, atFoot] = [end, start, foot];
      listener.invokeMethodAsync('OnScrolled', atEnd, atStart, atFoot);
    }
  };

  const restore = () => {
    const kept = anchor?.find(one => one.entry.isConnected);
    if (atEnd) {
      list.scrollTop = list.scrollHeight;
    } else if (kept) {
      list.scrollTop = kept.entry.offsetTop - kept.offset;
    }
    remember();
    report();
  };

  // After a page was added: the reader may still be near an end and need the next one.
  const recheck = () => { atStart = atFoot = false; restore(); };

  const onScroll = () => { remember(); report(); };
  const onClick = event => {
    const button = event.target.closest('[data-action]');
    const entry = button?.closest('[data-seq]');
    if (entry) {
      const { action, emoji, original, file } = button.dataset;
      listener.invokeMethodAsync('OnAction', action, Number(original ?? entry.dataset.seq), emoji ?? file ?? null);
    }
  };
  const onKeyDown = event => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const from = event.target.closest('[data-seq]');
    if (!step || event.target.closest('textarea, button') || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const messages = [...list.querySelectorAll('[data-seq]')];
    const next = from ? messages[messages.indexOf(from) + step] : messages.at(-1);
    if (next) {
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: 'nearest' });
    }
  };

  // The focus would fall to the body when what has it is removed: an edit box, a confirmation, a reaction that was taken back.
  let focused = null;   // the message with the focus
  let cameFrom = null;  // what had the focus before an edit box or a confirmation
  const onFocusIn = event => {
    focused = event.target.closest('[data-seq]');
    const isForm = target => target?.closest?.('.edit, .question') != null;
    if (isForm(event.target) && !isForm(event.relatedTarget)) {
      cameFrom = event.relatedTarget;
    }
  };
  const onFocusOut = event => queueMicrotask(() => {
    if (event.target.isConnected) { // otherwise it was removed
      focused = document.activeElement?.closest('[data-seq]') ?? null;
    }
  });
  const keepFocus = () => {
    if (focused?.isConnected && (document.activeElement === document.body || document.activeElement === null)) {
      (cameFrom?.id === 'composer' && cameFrom.isConnected ? cameFrom : focused).focus({ preventScroll: true });
      cameFrom = null;
    }
  };

  const mutations = new MutationObserver(() => { restore(); keepFocus(); });
  const sizes = new ResizeObserver(restore);
  list.addEventListener('scroll', onScroll, { passive: true });
  list.addEventListener('click', onClick);
  list.addEventListener('keydown', onKeyDown);
  list.addEventListener('focusin', onFocusIn);
  list.addEventListener('focusout', onFocusOut);
  mutations.observe(list, { childList: true, subtree: true, characterData: true });
  sizes.observe(list);
  restore();
  const divider = list.querySelector('.new-divider');
  if (divider && divider.offsetTop < list.scrollTop) {
    list.scrollTop = divider.offsetTop - 40;
  }

  return {
    recheck,
    toEnd() {
      atEnd = true;
      restore();
      listener.invokeMethodAsync('OnScrolled', true, atStart, false);
    },
    toEntry(seq) {
      const entry = list.querySelector(`[data-seq="${seq}"]`);
      if (entry) {
        atEnd = false;
        entry.scrollIntoView({ block: 'center' });
        entry.focus({ preventScroll: true });
        remember();
      }
    },
    pickEmoji(seq) {
      const picker = document.getElementById('emoji-picker');
      const button = list.querySelector(`[data-seq="${seq}"] [data-action=react]`).getBoundingClientRect();
      picker.showPopover();
      const { width, height } = picker.getBoundingClientRect();
      picker.style.left = `${Math.max(8, Math.min(button.right - width, innerWidth - width - 8))}px`;
      picker.style.top = `${button.bottom + height + 8 > innerHeight ? Math.max(8, button.top - height - 4) : button.bottom + 4}px`;
      picker.querySelector('button').focus();
    },
    closePicker(seq) {
      document.getElementById('emoji-picker').hidePopover();
      list.querySelector(`[data-seq="${seq}"]`)?.focus({ preventScroll: true });
    },
    dispose() {
      list.removeEventListener('scroll', onScroll);
      list.removeEventListener('click', onClick);
      list.removeEventListener('keydown', onKeyDown);
      list.removeEventListener('focusin', onFocusIn);
      list.removeEventListener('focusout', onFocusOut);
      mutations.disconnect();
      sizes.disconnect();
    },
  };
}

/** Enter submits and Shift+Enter adds a line, except while an input method composes text. */
export function compose(textArea, listener) {
  const grow = () => {
    textArea.style.height = 'auto';
    textArea.style.height = `${textArea.scrollHeight + textArea.offsetHeight - textArea.clientHeight}px`;
  };
  // The text after an @, up to the cursor.
  const mention = () => /(?:^|[^\p{L}\p{N}])@([^@\n]{0,40})$/u.exec(textArea.value.slice(0, textArea.selectionStart))?.[1] ?? null;
  const keys = {
    Enter: 'OnComplete', Tab: 'OnComplete', ArrowDown: 'OnMove', ArrowUp: 'OnMove',
  };
  const onKeyDown = event => {
    if (event.isComposing) {
      return;
    }
    const completing = textArea.form.querySelector('.completion');
    if (completing && keys[event.key] && !event.shiftKey) {
      event.preventDefault();
      listener.invokeMethodAsync(keys[event.key], ...(keys[event.key] === 'OnMove' ? [event.key === 'ArrowDown' ? 1 : -1] : []));
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      textArea.form.requestSubmit();
    } else if (event.key === 'Escape') {
      listener.invokeMethodAsync('OnEscape');
    } else if (event.key === 'ArrowUp' && textArea.value === '' && textArea.id === 'composer') {
      event.preventDefault();
      listener.invokeMethodAsync('OnEditLast');
    }
  };
  textArea.addEventListener('keydown', onKeyDown);
  textArea.addEventListener('input', grow);
  return {
    grow,
    toEnd() {
      textArea.focus();
      textArea.setSelectionRange(textArea.value.length, textArea.value.length);
    },
    mention,
    complete(name) {
      const start = textArea.selectionStart - (mention()?.length ?? 0);
      textArea.setRangeText(`${name} `, start, textArea.selectionStart, 'end');
      textArea.focus();
      return textArea.value;
    },
    dispose() {
      textArea.removeEventListener('keydown', onKeyDown);
      textArea.removeEventListener('input', grow);
    },
  };
}

export function focusWithoutKeyboard(element) {
  if (matchMedia('(pointer: fine)').matches) {
    element.focus();
  }
}

export async function askToNotify() {
  return 'Notification' in window && await Notification.requestPermission() === 'granted';
}

export function notify(title, body, address, silent) {
  if ('Notification' in window && Notification.permission === 'granted') {
    const notification = new Notification(title, { body, silent, tag: address, icon: 'favicon.svg' });
    notification.onclick = () => {
      window.focus();
      Blazor.navigateTo(address);
      notification.close();
    };
  }
}

export function watch(listener) {
  let watched = true;
  let away = false;
  let timer;
  const setAway = now => {
    if (now !== away) {
      away = now;
      listener.invokeMethodAsync('OnAway', away);
    }
  };
  const touched = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') {
      setAway(false);
    }
    timer = setTimeout(setAway, document.visibilityState === 'visible' ? awayAfter : awayHiddenAfter, true);
  };
  const update = () => {
    const now = document.visibilityState === 'visible' && document.hasFocus();
    if (now !== watched) {
      watched = now;
      listener.invokeMethodAsync('OnWatched', watched);
    }
    touched();
  };
  const stop = new AbortController();
  document.addEventListener('visibilitychange', update, { signal: stop.signal });
  for (const name of ['focus', 'blur']) {
    window.addEventListener(name, update, { signal: stop.signal });
  }
  for (const name of ['online', 'offline']) {
    window.addEventListener(name, () => listener.invokeMethodAsync('OnNetwork', navigator.onLine), { signal: stop.signal });
  }
  for (const name of ['keydown', 'pointerdown', 'pointermove', 'wheel']) {
    document.addEventListener(name, touched, { signal: stop.signal, passive: true });
  }
  update();
  return { dispose: () => { clearTimeout(timer); stop.abort(); } };
}

/** Calls `OnSlash()` when "/" is pressed outside an input. */
export function slash(listener) {
  const onKeyDown = event => {
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === '/' && !hasModifier && !event.target.closest?.('input, textarea, select, dialog')) {
      event.preventDefault();
      listener.invokeMethodAsync('OnSlash');
    }
  };
  document.addEventListener('keydown', onKeyDown);
  return { dispose: () => document.removeEventListener('keydown', onKeyDown) };
}

export function closePanels() {
  for (const panel of document.querySelectorAll('[popover]:popover-open')) {
    panel.hidePopover();
  }
}

// Dates, numbers and sorting in the reader's language. Language/Intl.cs calls it.
const { locale } = document.documentElement.dataset;
const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
const number = new Intl.NumberFormat(locale);
const list = new Intl.ListFormat(locale);
const plural = new Intl.PluralRules(locale);
const names = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });

/** Where a text contains another, ignoring accents and case: start and length of each match, in one list. */
export function matchesOf(text, part) {
  const fold = value => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = fold(part);
  const [letters, at] = [[], []];
  let from = 0;
  for (const letter of text) {
    for (const unit of fold(letter)) {
      letters.push(unit);
      for (let i = 0; i < unit.length; i++) { at.push(from); }
    }
    from += letter.length;
  }
  const folded = letters.join('');
  const matches = [];
  for (let found = folded.indexOf(wanted); wanted && found >= 0; found = folded.indexOf(wanted, found + wanted.length)) {
    matches.push(at[found], (at[found + wanted.length] ?? text.length) - at[found]);
  }
  return matches;
}

export const withoutAccents = text => text.normalize('NFD').replace(/\p{Mn}/gu, '');
export const formatTime = at => time.format(at);
export const formatDay = at => day.format(at);
export const dayNumberOf = at => {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
};
export const formatExact = at => exact.format(at);
export const formatNumber = value => number.format(value);
export const formatList = items => list.format(items);
export const pluralOf = value => plural.select(value);
export const orderOf = list => [...list.keys()].sort((a, b) => names.compare(list[a], list[b]));

/** Adds a style sheet. The import map translates its name into this build's address. */
export const addStyle = address => new Promise((resolve, reject) => {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = import.meta.resolve(new URL(address, document.baseURI).href);
  link.onload = resolve;
  link.onerror = () => {
    link.remove();
    reject(new Error(`${address} cannot be loaded`));
  };
  document.head.append(link);
});
