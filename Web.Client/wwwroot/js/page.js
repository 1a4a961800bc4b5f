// What Razor cannot do. Browser/PageScript.cs is the other end.

const nearEnd = 48;   // px from the end that still count as "at the end"
const nearStart = 200; // px from the start at which older messages are worth fetching

/** Keeps a scrolling list at its end, or its reader's place, while entries come and go at both ends. */
export function follow(list, listener) {
  let atEnd = true;
  let atStart = false;
  let anchor = null; // the first entry in view, and how far below the list's upper edge it stands

  const remember = () => {
    const top = list.scrollTop;
    const entry = [...list.querySelectorAll('[data-entry]')].find(e => e.offsetTop + e.offsetHeight > top);
    anchor = entry ? { entry, offset: entry.offsetTop - top } : null;
  };

  const report = () => {
    const end = list.scrollHeight - list.scrollTop - list.clientHeight <= nearEnd;
    const start = list.scrollTop <= nearStart;
    if (end !== atEnd || start !== atStart) {
      atEnd = end;
      atStart = start;
      listener.invokeMethodAsync('OnScrolled', atEnd, atStart);
    }
  };

  const restore = () => {
    if (atEnd) {
      list.scrollTop = list.scrollHeight;
    } else if (anchor?.entry.isConnected) {
      list.scrollTop = anchor.entry.offsetTop - anchor.offset;
    }
    remember();
    report();
  };

  const onScroll = () => { remember(); report(); };
  const mutations = new MutationObserver(restore);
  const sizes = new ResizeObserver(restore);
  list.addEventListener('scroll', onScroll, { passive: true });
  mutations.observe(list, { childList: true, subtree: true, characterData: true });
  sizes.observe(list);
  restore();

  return {
    toEnd() {
      atEnd = true;
      restore();
      listener.invokeMethodAsync('OnScrolled', true, atStart);
    },
    dispose() {
      list.removeEventListener('scroll', onScroll);
      mutations.disconnect();
      sizes.disconnect();
    },
  };
}

/** Enter submits, Shift+Enter is a new line, and Enter that ends an input method's composition is neither. */
export function compose(textArea) {
  const grow = () => {
    textArea.style.height = 'auto';
    textArea.style.height = `${textArea.scrollHeight + textArea.offsetHeight - textArea.clientHeight}px`;
  };
  const onKeyDown = event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      textArea.form.requestSubmit();
    }
  };
  textArea.addEventListener('keydown', onKeyDown);
  textArea.addEventListener('input', grow);
  return {
    grow,
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

export function closePanels() {
  for (const panel of document.querySelectorAll('[popover]:popover-open')) {
    panel.hidePopover();
  }
}

// Days, times, numbers and names as the reader's language has them. Language/Intl.cs is the other end.
const { locale } = document.documentElement.dataset;
const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
const number = new Intl.NumberFormat(locale);
const plural = new Intl.PluralRules(locale);
const names = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });

export const formatTime = at => time.format(at);
export const formatDay = at => day.format(at);
export const formatExact = at => exact.format(at);
export const formatNumber = value => number.format(value);
export const pluralOf = value => plural.select(value);
export const orderOf = list => [...list.keys()].sort((a, b) => names.compare(list[a], list[b]));
