namespace AspireChat.Bench.Load;

/// <summary>SignalR's hub protocol in JSON, version 1.</summary>
internal sealed class SignalRJson : IWire
{
    public bool OneRecordPerMessage => false;

    public IReadOnlyList<(string? Say, string Answer)> Greeting { get; } = [("""{"protocol":"json","version":1}""", "{}")];

    /// <inheritdoc />
    /// <remarks>The server closes a connection from which it hears nothing for 30 s.</remarks>
    public string Ping => """{"type":6}""";

    public Uri Address(Uri ingress, string? token) => new(ingress, token is null ? "/hubs/chat" : $"/hubs/chat?access_token={token}");

    public string Call(string target, string argument) =>
        $$"""{"type":1,"invocationId":"{{target}}","target":"{{target}}","arguments":[{{argument}}]}""";

    public bool IsAnswer(string record, string target) => record.Contains($"\"invocationId\":\"{target}\"", StringComparison.Ordinal);

    public string Send(string room, string id, string text) =>
        $$$"""{"type":1,"invocationId":"s","target":"Send","arguments":[{"room":"{{{room}}}","id":"{{{id}}}","text":"{{{text}}}"}]}""";

    public string? ReplyTo(ReadOnlySpan<byte> record) => null;
}
