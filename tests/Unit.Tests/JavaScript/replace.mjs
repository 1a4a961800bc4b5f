// A room of the JavaScript client whose log was replaced by another one. Prints one line of JSON.
import { Room } from './room.js';

let joins = 0;
let log = { epoch: 'e1', texts: ['one', 'two'] };
let duringJoin = () => { };
const batch = (epoch, seq, text) => ({ room: 'lobby', epoch, events: [{ seq, kind: 'message', text }] });
const link = {
  isOpen: true,
  async invoke(_, { epoch, after }) {
    if (++joins > 20) {
      await new Promise(() => { }); // It joins without end.
    }
    const events = log.texts.map((text, index) => ({ seq: index + 1, kind: 'message', text }));
    const isResumed = epoch === log.epoch;
    const answer = {
      epoch: log.epoch, head: events.length, truncated: !isResumed, events: events.filter(event => !isResumed || event.seq > after),
      online: [], onlineCount: 0,
    };
    duringJoin();
    return answer;
  },
};

const room = new Room('lobby', () => { });
const texts = () => room.events.map(event => event.text);
const settled = () => new Promise(done => setTimeout(done, 0));
async function count(act) {
  joins = 0;
  await act();
  await settled();
  return { joins, texts: texts() };
}

await room.join(link);
log = { epoch: 'e2', texts: ['uno'] };
duringJoin = () => room.receive(batch('e1', 3, 'of the lost log, during the join'));
const held = await count(() => room.join(link));
duringJoin = () => { };
const late = await count(() => room.receive(batch('e1', 4, 'of the lost log, after the join')));
log.texts.push('dos');
const next = await count(() => room.receive(batch('e2', 2, 'dos')));
log = { epoch: 'e3', texts: ['ein'] };
const replaced = await count(() => room.receive(batch('e3', 1, 'ein')));
log.texts.push('zwei');
duringJoin = () => { duringJoin = () => { }; log = { epoch: 'e4', texts: ['yksi'] }; room.receive(batch('e4', 1, 'yksi')); };
const again = await count(() => room.join(link));

console.log(JSON.stringify({ held, late, next, replaced, again }));
