#!/usr/bin/env python3
"""Posts into a room and listens to one, with nothing but Python and the cluster's Redis.

    export CHAT_ADMIN_KEY=...                               # Chat:AdminKey
    python3 inbox.py --redis HOST:PORT post ROOM TEXT [--bot NAME] [--id ID]
    python3 inbox.py --redis HOST:PORT listen ROOM

post prints the answer as JSON and ends with 0 when the message is stored; listen prints each event of the room as a line of JSON.
Both are described in docs/admin-api.md.
"""

import argparse
import hashlib
import hmac
import json
import os
import socket
import sys
import time
import uuid


class Redis:
    """As much of Redis's protocol (RESP2) as is needed here."""

    def __init__(self, address, password=None):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=10)
        self.reader = self.socket.makefile("rb")
        if password:
            self.call("AUTH", password)

    def send(self, *words):
        parts = [word if isinstance(word, bytes) else str(word).encode() for word in words]
        self.socket.sendall(b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts))

    def read(self):
        line = self.reader.readline()
        if not line:
            raise ConnectionError("Redis closed the connection.")
        kind, rest = line[:1], line[1:-2]
        if kind == b"-":
            raise RuntimeError(rest.decode())
        if kind == b"$":
            return None if rest == b"-1" else self.reader.read(int(rest) + 2)[:-2]
        if kind == b"*":
            return [self.read() for _ in range(int(rest))]
        return int(rest) if kind == b":" else rest.decode()

    def call(self, *words):
        self.send(*words)
        return self.read()

    def subscribe(self, channel):
        self.call("SUBSCRIBE", channel)

    def message(self, seconds):
        """The next message of what was subscribed to, or None when none came in time."""
        self.socket.settimeout(seconds)
        try:
            return self.read()[2]
        except TimeoutError:
            return None


def sign(channel, text, key):
    """A signed message: "v1 HEX", a line feed, the JSON. The signature is over the channel, too."""
    signature = hmac.new(key.encode(), f"{channel}\n{text}".encode(), hashlib.sha256).hexdigest()
    return f"v1 {signature}\n{text}"


def opened(channel, message, key):
    """The JSON of a signed message, or None when it is not signed with this key for this channel."""
    text = message.decode().partition("\n")[2]
    return text if hmac.compare_digest(sign(channel, text, key).encode(), message) else None


def post(connect, key, room, text, bot=None, message_id=None):
    """Posts until there is an answer. The id stays the same, so that the message is stored once."""
    message = {"id": message_id or uuid.uuid4().hex, "room": room, "text": text}
    if bot:
        message["bot"] = bot
    replies = f"chat:replies:{message['id']}"
    listener, sender = connect(), connect()
    listener.subscribe(replies)
    for _ in range(10):
        message["at"] = int(time.time() * 1000)
        sender.call("PUBLISH", "chat:inbox", sign("chat:inbox", json.dumps(message), key))
        answer = listener.message(seconds=3)
        if answer and (reply := opened(replies, answer, key)):
            return json.loads(reply)
        listener = connect()
        listener.subscribe(replies)
    return {"error": "unavailable: the admin node does not answer."}


def listen(connect, room):
    """Yields a room's events in order. What the feed has missed is read from the log."""
    feed, log = connect(), connect()
    feed.subscribe(f"chat:{{{room}}}:feed")
    head = log.call("HMGET", f"chat:{{{room}}}:head", "epoch", "seq")
    epoch, last = (head[0] or b"").decode(), int(head[1] or 0)
    while True:
        message = feed.message(seconds=None)
        line, _, event = message.partition(b"\n")
        seq, its_epoch = int(line.split()[0]), line.split()[1].decode()
        if seq == 0:
            yield event.decode()  # ephemeral: typing, presence
            continue
        if its_epoch != epoch:
            epoch, last = its_epoch, seq - 1  # another life of the log
        if seq > last + 1:
            for missed in log.call("ZRANGEBYSCORE", f"chat:{{{room}}}:log", f"({last}", f"({seq}"):
                yield missed.decode()
        if seq > last:
            last = seq
            yield event.decode()


def main():
    parser = argparse.ArgumentParser(description="Posts into a room of AspireChat, or listens to one, over Redis.")
    parser.add_argument("--redis", default="127.0.0.1:6379", metavar="HOST:PORT")
    parser.add_argument("--password", help="Redis's password")
    commands = parser.add_subparsers(dest="command", required=True)
    posting = commands.add_parser("post")
    posting.add_argument("room")
    posting.add_argument("text")
    posting.add_argument("--bot", help="the name that speaks; without it: System")
    posting.add_argument("--id", help="the message's id; the same id again stores nothing")
    listening = commands.add_parser("listen")
    listening.add_argument("room")
    options = parser.parse_args()

    def connect():
        return Redis(options.redis, options.password)

    if options.command == "listen":
        for event in listen(connect, options.room):
            print(event, flush=True)

    key = os.environ.get("CHAT_ADMIN_KEY") or sys.exit("Set CHAT_ADMIN_KEY to the admin key.")
    answer = post(connect, key, options.room, options.text, options.bot, options.id)
    print(json.dumps(answer))
    return 1 if "error" in answer else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        pass
