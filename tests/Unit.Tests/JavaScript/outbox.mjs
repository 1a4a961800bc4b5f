// The outbox of the JavaScript client on a link that answers as the hub does, in all kinds of ways. Prints one line of JSON.
import { Outbox } from './outbox.js';

const later = globalThis.setTimeout;
globalThis.setTimeout = act => later(act, 0); // the pauses between two tries

const sends = [];
const answers = {
  taken: () => ({ seq: 1 }),
  unexplained: () => { throw new Error('An unexpected error occurred.'); },
  refused: () => { throw new Error('HubException: muted: spam'); },
  late: () => {
    if (sends.filter(text => text === 'late').length < 3) {
      throw new Error('HubException: unavailable: soon');
    }
    return { seq: 2 };
  },
};
const link = {
  isOpen: true,
  async invoke(_, { text }) {
    sends.push(text);
    return sends.length > 50 ? new Promise(() => { }) : answers[text](); // It would be sent without end.
  },
};
const outbox = new Outbox({ name: 'lobby', seq: 0 }, () => { }, null);
Object.keys(answers).forEach(text => outbox.add(text));
outbox.use(link);

for (let i = 0; i < 100 && outbox.messages.some(message => message.state === 'waiting'); i++) {
  await new Promise(done => later(done, 5));
}
const states = outbox.messages.map(({ text, state, why }) => `${text}: ${state} ${why?.code ?? ''}`.trim());
console.log(JSON.stringify({ sends, states }));
