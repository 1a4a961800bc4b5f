// Compiled only: the package's declarations as somebody uses them.
import { Connection, Outbox, Room, joinAll, refusalOf, type Link, type RoomEvent } from 'aspirechat-client';

const room: Room = new Room('lobby', (events: RoomEvent[]) => outbox.seen(events, 'ada'));
const outbox: Outbox = new Outbox(room, () => outbox.messages.map(message => message.state));
const connection = new Connection('/hubs/chat', { token: async () => 'token', timeLeft: () => 1 }, {
  opened: async (link: Link) => {
    await room.join(link);
    const refused = await joinAll(link, [room]);
    refused.forEach(one => one.room.name + one.refusal.code);
    outbox.use(link);
    const { rooms } = await link.invoke<{ rooms: { room: string }[] }>('MyRooms', {});
    rooms.forEach(one => one.room);
  },
  lost: error => { refusalOf(error)?.code.length; },
  batch: batch => room.receive(batch),
  notice: notice => { notice.kind.length; },
});
connection.run();
// @ts-expect-error A message is a text.
outbox.add(1);
