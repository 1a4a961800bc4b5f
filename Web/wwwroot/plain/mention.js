// What counts as a mention: the rule of docs/protocol.md, the same as the server's (Contracts/Mention.cs).

const unspaced = '\u0E00-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF\u2E80-\uA4CF\uA960-\uA97F\uAC00-\uD7FF\uF900-\uFAFF\uFF66-\uFFDC\u{20000}-\u{3FFFF}';
const word = `(?![${unspaced}])[\\p{L}\\p{M}\\p{N}\\p{Pc}]`;
const endsUnspaced = new RegExp(`[${unspaced}]$`, 'u');

/** Whether a text mentions the user of this name, or everyone in the room (`@all`). */
export const mentions = (text, name) => isIn(text, name) || isIn(text, 'all');

function isIn(text, name) {
  const end = endsUnspaced.test(name) ? '' : `(?!${word})`;
  return name !== '' && new RegExp(`(?<!${word})@${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}${end}`, 'iu').test(text);
}
