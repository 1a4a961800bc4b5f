using System.Text.Json;

namespace AspireChat.Bench.Load;

/// <summary>Socket.IO's protocol, version 5, over Engine.IO's, version 4: packets of text.</summary>
internal sealed class SocketIoText : IWire
{
    public bool OneRecordPerMessage => true;

    // Engine.IO's "open", then Socket.IO's "connect" both ways.
    public IReadOnlyList<(string? Say, string Answer)> Greeting { get; } = [(null, "0{"), ("40", "40")];

    public string? Ping => null;

    public Uri Address(Uri ingress, string? token) => new(ingress, "/socket.io/?EIO=4&transport=websocket");

    public async Task<Uri> OpenPollingAsync(HttpClient http, Uri ingress, string? token, CancellationToken cancellationToken)
    {
        var address = $"http://{ingress.Authority}/socket.io/?EIO=4&transport=polling";
        var opened = await http.GetStringAsync(new Uri(address), cancellationToken);
        using var body = JsonDocument.Parse(opened[1..]);
        return new Uri($"{address}&sid={body.RootElement.GetProperty("sid").GetString()}");
    }

    // "Event" with the acknowledgement's id 1.
    public string Call(string target, string argument) => argument.Length == 0 ? $"""421["{target}"]""" : $"""421["{target}",{argument}]""";

    public bool IsAnswer(string record, string target) => record.StartsWith("431[", StringComparison.Ordinal);

    public IEnumerable<(string Target, string Argument)> Join(IReadOnlyList<RoomPlace> rooms) =>
        rooms.Select(place => ("JoinRoom", $$"""{"room":"{{place.Room}}"}"""));

    public IReadOnlyList<RoomPlace>? PlacesIn(string answer) => null;

    public string Send(string room, string id, string text) =>
        $$$"""42["Send",{"room":"{{{room}}}","id":"{{{id}}}","text":"{{{text}}}"}]""";

    // "Ping" is 2, "pong" 3.
    public string? ReplyTo(ReadOnlySpan<byte> record) => record is [(byte)'2'] ? "3" : null;
}
