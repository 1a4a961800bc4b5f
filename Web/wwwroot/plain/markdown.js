// What a message's Markdown becomes. marked makes HTML of it, DOMPurify lets through what is listed here; without them (see
// Web/Plain/PlainScripts.targets) a message is shown as it was typed.

/* global marked, DOMPurify */

const allowed = {
  ALLOWED_TAGS: ['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ALLOWED_ATTR: ['href', 'start'],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  RETURN_DOM_FRAGMENT: true,
};

let parser;

/** Where an address ends in Chinese and Japanese, which have no spaces between words. */
const ends = /[“”‘’…\u3001-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;

const escape = text => text.replace(/[&<>"]/g, character => `&#${character.codePointAt(0)};`);

function newParser() {
  return new marked.Marked({
    gfm: true,
    breaks: true,
    tokenizer: {
      url(text) { return marked.Tokenizer.prototype.url.call(this, text.split(ends, 1)[0]); },
    },
    renderer: {
      html: ({ text }) => escape(text), // HTML is shown as it was typed.
      heading({ tokens }) { return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`; }, // The page's outline is its own.
      image: ({ href, text }) => `<a href="${escape(href)}">${escape(text || href)}</a>`, // Loading it would tell its server who reads.
      hr: () => '<p>———</p>',
    },
  });
}

/** The elements that show a text. */
export function markdown(text) {
  if (!globalThis.marked || !globalThis.DOMPurify) {
    return text;
  }
  parser ??= newParser();
  const shown = DOMPurify.sanitize(parser.parse(text).trim(), allowed);
  for (const link of shown.querySelectorAll('a[href]')) {
    Object.assign(link, { target: '_blank', rel: 'noopener noreferrer' });
  }
  return shown;
}
