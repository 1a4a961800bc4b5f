namespace AspireChat.Bench.Load;

/// <summary>How the clients of a system talk over their WebSocket: in records of text.</summary>
internal interface IWire
{
    /// <summary>Whether each WebSocket message is one record; otherwise each record ends with <see cref="Member.RecordEnd"/>.</summary>
    bool OneRecordPerMessage { get; }

    /// <summary>What the client says after connecting (null: it waits), and how the answer begins.</summary>
    IReadOnlyList<(string? Say, string Answer)> Greeting { get; }

    /// <summary>What the client says once in a while, so that its connection is not taken for dead; null where the server asks.</summary>
    string? Ping { get; }

    /// <summary>The address of the WebSocket.</summary>
    Uri Address(Uri ingress, string? token);

    /// <summary>A call that is answered; one at a time.</summary>
    /// <param name="target">The method.</param>
    /// <param name="argument">Its argument in JSON, or nothing.</param>
    string Call(string target, string argument);

    /// <summary>Whether a record is the answer to <see cref="Call"/>.</summary>
    bool IsAnswer(string record, string target);

    /// <summary>A message to a room; nobody waits for its answer.</summary>
    string Send(string room, string id, string text);

    /// <summary>What the client has to answer to a record; null for nothing.</summary>
    string? ReplyTo(ReadOnlySpan<byte> record);
}
