// A member of a room by the npm package aspirechat-client: connects, joins, sends, and when it has seen as many messages as expected prints
// what it saw, as one line of JSON. The test copies it to where it has installed the package.
import { Connection, Outbox, Room } from 'aspirechat-client';

const options = JSON.parse(process.argv[2]);
const result = { node: '', transport: '', messages: [] };
let me;

const room = new Room(options.room, events => {
  outbox.seen(events, me);
  for (const { kind, seq, user, text } of events) {
    if (kind === 'message') {
      result.messages.push({ seq, user, text });
    }
  }
  if (result.messages.length >= options.expect && outbox.messages.length === 0) {
    console.log(JSON.stringify(result));
    connection.stop().then(() => process.exit(0));
  }
});
const outbox = new Outbox(room, () => { });
const connection = new Connection(options.hub, { token: () => options.token, timeLeft: () => 3_600_000 }, {
  opened: async link => {
    ({ node: result.node, transport: result.transport, user: me } = link.session);
    await room.join(link);
    outbox.use(link);
  },
  lost: error => console.error(`lost: ${error}`),
  batch: batch => room.receive(batch),
  notice: () => { },
});

for (let n = 0; n < options.send; n++) {
  outbox.add(`nora ${n}`);
}
connection.run();
