// Rooms of the JavaScript client on a link that records the calls and answers as the hub does. Prints one line of JSON.
import { Room, joinAll } from './room.js';

const calls = [];
const logs = {};      // room → its events
const refused = { secret: 'private: not for you' };

function answer({ room, epoch, after }) {
  const events = (logs[room] ??= []).filter(event => event.seq > (epoch ? after : 0));
  return { room, epoch: 'e1', head: logs[room].length, events, truncated: false, online: [], onlineCount: 0 };
}

function newLink({ knowsJoinRooms = true } = {}) {
  return {
    isOpen: true,
    async invoke(method, request) {
      calls.push(method);
      if (method === 'JoinRoom') {
        if (refused[request.room]) {
          throw new Error(`An unexpected error occurred invoking 'JoinRoom' on the server. HubException: ${refused[request.room]}`);
        }
        return answer(request);
      }
      if (!knowsJoinRooms) {
        throw new Error('Method does not exist.');
      }
      return {
        rooms: request.rooms.map(one => ({
          room: one.room,
          ...refused[one.room] ? { error: refused[one.room] } : { result: answer(one) },
        })),
      };
    },
  };
}

const say = (room, text) => (logs[room] ??= []).push({ seq: logs[room].length + 1, kind: 'message', text });
const seen = {};
const names = [...Array.from({ length: 120 }, (_, index) => `room-${index}`), 'secret'];
const rooms = names.map(name => new Room(name, events => (seen[name] ??= []).push(...events.map(event => event.text))));

names.forEach(name => say(name, 'one'));
const first = await joinAll(newLink(), rooms);
names.forEach(name => { say(name, 'two'); say(name, 'three'); });
const firstCalls = calls.splice(0);
const second = await joinAll(newLink(), rooms);
const secondCalls = calls.splice(0);
names.forEach(name => say(name, 'four'));
const third = await joinAll(newLink({ knowsJoinRooms: false }), rooms);
const lost = await joinAll({ isOpen: false, invoke: () => Promise.reject(new Error('gone')) }, rooms).catch(error => error.message);

console.log(JSON.stringify({
  firstCalls, secondCalls, thirdCalls: calls.length, lost, secret: seen.secret ?? [],
  refused: [first, second, third].map(all => all.map(({ room, refusal }) => `${room.name} ${refusal.code}`).join()),
  texts: [...new Set(rooms.filter(room => room.name !== 'secret').map(room => seen[room.name].join(' ')))],
}));
