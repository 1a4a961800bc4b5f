namespace AspireChat.Bench.Load;

/// <summary>The text protocol of a system's clients over their WebSocket.</summary>
internal interface IWire
{
    /// <summary>Whether each WebSocket message is one record; otherwise each record ends with <see cref="Member.RecordEnd"/>.</summary>
    bool OneRecordPerMessage { get; }

    /// <summary>What the client sends after connecting (null: nothing), and how the answer begins.</summary>
    IReadOnlyList<(string? Say, string Answer)> Greeting { get; }

    /// <summary>The client's keep-alive; null where the server sends it.</summary>
    string? Ping { get; }

    /// <summary>The address of the WebSocket.</summary>
    Uri Address(Uri ingress, string? token);

    /// <summary>Opens a connection that receives by long polling. Returns the address of its polls and posts.</summary>
    Task<Uri> OpenPollingAsync(HttpClient http, Uri ingress, string? token, CancellationToken cancellationToken);

    /// <summary>A call that is answered; one at a time.</summary>
    /// <param name="target">The method.</param>
    /// <param name="argument">Its argument in JSON, or nothing.</param>
    string Call(string target, string argument);

    /// <summary>Whether a record is the answer to <see cref="Call"/>.</summary>
    bool IsAnswer(string record, string target);

    /// <summary>The calls that join rooms, one after the other.</summary>
    IEnumerable<(string Target, string Argument)> Join(IReadOnlyList<RoomPlace> rooms);

    /// <summary>
    /// Where a member is in the rooms after an answer to one of these calls, for resuming there; null if the answer does not say.
    /// </summary>
    IReadOnlyList<RoomPlace>? PlacesIn(string answer);

    /// <summary>A message to a room; nobody waits for its answer.</summary>
    string Send(string room, string id, string text);

    /// <summary>The client's required answer to a record, or null.</summary>
    string? ReplyTo(ReadOnlySpan<byte> record);
}
