// The npm SignalR client as a member of a room: connects by the transport and protocol told, joins, sends, and when it has seen
// as many messages as expected prints what it saw, as one line of JSON. Exit code 1 and a reason when that does not happen.
import * as signalR from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";

const patienceMs = 25_000;
const options = JSON.parse(process.argv[2]);
const seen = new Map();
let done;
const complete = new Promise(resolve => { done = resolve; });

function take(events) {
    for (const event of events) {
        if (event.kind === "message") {
            seen.set(event.seq, { seq: event.seq, user: event.user, text: event.text });
        }
    }
    if (seen.size >= options.expect) {
        done();
    }
}

function fail(reason) {
    console.error(`npm client: ${reason}; saw ${seen.size} of ${options.expect} messages`);
    process.exit(1);
}

const builder = new signalR.HubConnectionBuilder()
    .withUrl(options.hub, {
        accessTokenFactory: () => options.token,
        transport: signalR.HttpTransportType[options.transport],
    })
    .configureLogging(signalR.LogLevel.Warning);
if (options.protocol === "messagepack") {
    builder.withHubProtocol(new MessagePackHubProtocol());
}
const connection = builder.build();
connection.on("Receive", batch => take(batch.events));
connection.on("Notify", () => { });
connection.on("Reconnect", () => { });
connection.onclose(error => fail(`closed: ${error}`));
setTimeout(() => fail(`not within ${patienceMs} ms`), patienceMs).unref();

try {
    await connection.start();
    const session = await connection.invoke("Hello");
    const joined = await connection.invoke("JoinRoom", { room: options.room });
    take(joined.events);
    for (let n = 0; n < options.send; n++) {
        await connection.invoke("Send", { room: options.room, id: `${session.user}-${n}`, text: `${session.user} ${n}` });
    }
    await complete;
    // In the order in which they came: a Map keeps it.
    console.log(JSON.stringify({ node: session.node, transport: session.transport, messages: [...seen.values()] }));
    process.exit(0);
} catch (error) {
    fail(error);
}
