# python3 hello.py http://localhost:8080 Bob lobby 'Hello'
# Long polling, with nothing but Python: a message ends with the byte 1E.
import json, sys, urllib.request, uuid

server, name, room, text = sys.argv[1:]
token = None


def http(method, path, body=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(server + path, body and body.encode(), headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


def post(message):
    http("POST", hub, json.dumps(message) + "\x1e")


def call(target, argument):
    """Calls a method of the hub, shows what arrives meanwhile, and returns the result."""
    post({"type": 1, "invocationId": target, "target": target, "arguments": [argument]})
    while True:
        for part in filter(None, http("GET", hub).split("\x1e")):
            message = json.loads(part)
            if message.get("type") == 1 and message["target"] == "Receive":
                show(message["arguments"][0]["events"])
            elif message.get("type") == 3 and message["invocationId"] == target:
                if "error" in message:
                    sys.exit(message["error"])
                return message.get("result")


def show(events):
    for event in events:
        if event["kind"] == "message":
            print(f"{event['seq']} {event['name']}: {event['text']}")


token = json.loads(http("POST", "/api/session", json.dumps({"name": name})))["token"]
negotiated = json.loads(http("POST", "/hubs/chat/negotiate?negotiateVersion=1"))
hub = "/hubs/chat?id=" + negotiated["connectionToken"]
http("GET", hub)
post({"protocol": "json", "version": 1})
show(call("JoinRoom", {"room": room})["events"])
print("stored as", call("Send", {"room": room, "id": str(uuid.uuid4()), "text": text})["seq"])
http("DELETE", hub)
