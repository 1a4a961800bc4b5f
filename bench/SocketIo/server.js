// What a team has after socket.io's page on the Redis adapter: rooms over Redis pub/sub. Nothing is stored or numbered, nobody signs in.
//   node server.js PORT REDIS_PORT NODE
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

const [port, redisPort, node] = process.argv.slice(2);
const publisher = new Redis(Number(redisPort), '127.0.0.1');
const http = createServer();
const io = new Server(http, { adapter: createAdapter(publisher, publisher.duplicate()) });

io.on('connection', socket => {
  socket.on('Hello', answer => answer({ node }));
  socket.on('JoinRoom', async ({ room }, answer) => {
    await socket.join(room);
    answer({});
  });
  socket.on('Send', ({ room, id, text }) => io.to(room).emit('Receive', { room, id, user: socket.id, at: Date.now(), text, node }));
});

http.listen(Number(port), '127.0.0.1');

// The benchmark holds the other end of standard input: however it ends, so does this.
process.stdin.on('end', () => process.exit()).resume();
