// Turns a room's events, which are only ever added, into what the reader sees: messages with their edits, deletions and reactions.

/** Entries in seq order. What an event says of a message that is not loaded counts once that is loaded. */
export function fold(events) {
  const entries = new Map();
  for (const event of events) {
    change[event.kind]?.(event, entries.get(event.target), entries);
  }
  for (const entry of entries.values()) {
    const quoted = entries.get(entry.replyTo); // with its current text
    if (quoted) {
      entry.quote = { name: quoted.name, text: quoted.text };
    }
  }
  return [...entries.values()];
}

const change = {
  message(event, _, entries) {
    const { seq, kind, user, name, at, text, attachments, removed, replyTo } = event; // the last five may be null, too
    entries.set(seq, {
      seq, kind, user, name: name ?? user, at, text: text ?? '', attachments: attachments ?? [], deleted: removed === true, edited: false, reactions: [], replyTo,
    });
  },
  edit(event, message) {
    if (message && !event.removed) {
      Object.assign(message, { text: event.text, edited: true });
    }
  },
  delete(event, message) {
    if (message) {
      Object.assign(message, { text: '', attachments: [], deleted: true });
    }
  },
  reaction({ emoji, user, removed }, message) {
    if (!message) {
      return;
    }
    const users = message.reactions.find(reaction => reaction.emoji === emoji)?.users ?? [];
    const others = users.filter(other => other !== user);
    const now = { emoji, users: removed ? others : [...others, user] };
    message.reactions = users.length > 0
      ? message.reactions.map(reaction => reaction.emoji === emoji ? now : reaction).filter(reaction => reaction.users.length > 0)
      : [...message.reactions, now].filter(reaction => reaction.users.length > 0);
  },
  join: person,
  leave: person,
};
change.question = change.message;

function person({ seq, kind, user, name }, _, entries) {
  entries.set(seq, { seq, kind, name: name ?? user });
}
