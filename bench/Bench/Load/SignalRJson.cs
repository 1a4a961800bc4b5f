using System.Text.Json;
using AspireChat.Contracts;

namespace AspireChat.Bench.Load;

/// <summary>SignalR's hub protocol in JSON, version 1.</summary>
/// <param name="hasLog">Whether the hub is AspireChat's, where members resume, and join many rooms with one call.</param>
internal sealed class SignalRJson(bool hasLog) : IWire
{
    public bool OneRecordPerMessage => false;

    public IReadOnlyList<(string? Say, string Answer)> Greeting { get; } = [("""{"protocol":"json","version":1}""", "{}")];

    /// <inheritdoc />
    /// <remarks>The server closes a connection from which it hears nothing for 30 s.</remarks>
    public string Ping => """{"type":6}""";

    public Uri Address(Uri ingress, string? token) => new(ingress, token is null ? "/hubs/chat" : $"/hubs/chat?access_token={token}");

    public async Task<Uri> OpenPollingAsync(HttpClient http, Uri ingress, string? token, CancellationToken cancellationToken)
    {
        var page = new Uri($"http://{ingress.Authority}");
        var query = token is null ? "" : $"&access_token={token}";
        var negotiate = new Uri(page, $"/hubs/chat/negotiate?negotiateVersion=1{query}");
        using var answer = await http.PostAsync(negotiate, content: null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        var address = new Uri(page, $"/hubs/chat?id={body.RootElement.GetProperty("connectionToken").GetString()}{query}");

        // The first poll only opens the transport.
        using var opened = await http.GetAsync(address, cancellationToken);
        opened.EnsureSuccessStatusCode();
        return address;
    }

    public string Call(string target, string argument) =>
        $$"""{"type":1,"invocationId":"{{target}}","target":"{{target}}","arguments":[{{argument}}]}""";

    public bool IsAnswer(string record, string target) => record.Contains($"\"invocationId\":\"{target}\"", StringComparison.Ordinal);

    public IEnumerable<(string Target, string Argument)> Join(IReadOnlyList<RoomPlace> rooms)
    {
        var places = rooms.Select(place => place.Epoch is null
            ? $$"""{"room":"{{place.Room}}"}"""
            : $$"""{"room":"{{place.Room}}","epoch":"{{place.Epoch}}","after":{{place.Seq}}}""");
        return hasLog && rooms.Count > 1
            ? places.Chunk(JoinRoomsRequest.MaxRooms).Select(some => ("JoinRooms", $$"""{"rooms":[{{string.Join(',', some)}}]}"""))
            : places.Select(place => ("JoinRoom", place));
    }

    public IReadOnlyList<RoomPlace>? PlacesIn(string answer)
    {
        if (!hasLog)
        {
            return null;
        }

        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("result").TryGetProperty("rooms", out var rooms)
            ? [.. rooms.EnumerateArray().Select(room => room.GetProperty("result")).Select(PlaceOf)]
            : [PlaceOf(document.RootElement.GetProperty("result"))];
    }

    private static RoomPlace PlaceOf(JsonElement joined) => new(
        joined.GetProperty("room").GetString()!, joined.GetProperty("epoch").GetString(), joined.GetProperty("head").GetInt64());

    public string Send(string room, string id, string text) =>
        $$$"""{"type":1,"invocationId":"s","target":"Send","arguments":[{"room":"{{{room}}}","id":"{{{id}}}","text":"{{{text}}}"}]}""";

    public string? ReplyTo(ReadOnlySpan<byte> record) => null;
}
