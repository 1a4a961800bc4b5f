import * as signalR from '@microsoft/signalr';

// The scripts also serve a page without a bundler, where SignalR is a global.
globalThis.signalR ??= signalR;

export { Connection, refusalOf } from './connection.js';
export { mentions } from './mention.js';
export { Outbox, newId } from './outbox.js';
export { Room, joinAll } from './room.js';
