// node hello.mjs http://localhost:8080 Ada lobby 'Hello'
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

const [server, name, room, text] = process.argv.slice(2);
const signIn = await fetch(`${server}/api/session`, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name }),
});
const { token } = await signIn.json();

const show = events => events.filter(event => event.kind === 'message')
  .forEach(event => console.log(`${event.seq} ${event.name}: ${event.text}`));
const chat = new HubConnectionBuilder()
  .withUrl(`${server}/hubs/chat`, { accessTokenFactory: () => token })
  .configureLogging(LogLevel.Warning)
  .build();
chat.on('Receive', batch => show(batch.events));
chat.on('Notify', notice => console.log(notice.kind, notice.text ?? ''));

await chat.start();
show((await chat.invoke('JoinRoom', { room })).events);
const { seq } = await chat.invoke('Send', { room, id: crypto.randomUUID(), text });
console.log(`stored as ${seq}`);
await chat.stop();
