using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace AspireChat.Client;

/// <summary>The settings of a <see cref="ChatConnection"/>.</summary>
public sealed record ChatConnectionOptions
{
    /// <summary>The absolute address of the hub, for example <c>https://chat.example/hubs/chat</c>.</summary>
    public required Uri Hub { get; init; }

    /// <summary>
    /// Returns the bearer token, or null for none. It is called for every attempt to connect. It is also called in the second half of a
    /// token's lifetime, to get the next token, with which a new connection replaces the old one without a gap. So it should return a new
    /// token if less than half of the old one's lifetime is left.
    /// </summary>
    public required Func<CancellationToken, Task<string?>> AccessToken { get; init; }

    /// <summary>
    /// The transports to try, in SignalR's order: WebSockets, Server-Sent Events, long polling. All by default. If negotiation succeeds but
    /// no transport connects, the next attempts use WebSockets without negotiation, then long polling only.
    /// </summary>
    public HttpTransportType Transports { get; init; } =
        HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling;

    /// <summary>
    /// Changes the SignalR connection builder after the client has configured it, for example to add another protocol
    /// (<c>builder.AddMessagePackProtocol()</c>), logging or HTTP options; null = no changes.
    /// </summary>
    public Action<IHubConnectionBuilder>? Configure { get; init; }

    /// <summary>
    /// The upper bound of the random delay before the first attempt to reconnect. It doubles with every further attempt. 0.2 s by default.
    /// </summary>
    public TimeSpan MinimumReconnectDelay { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>The upper bound of the delay between two attempts to connect. 10 s by default.</summary>
    public TimeSpan MaximumReconnectDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The maximum duration of one attempt to connect, from negotiation to the result of <c>Hello</c>. 10 s by default.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call waits for the server to answer before the connection counts as lost. 10 s by default.</summary>
    public TimeSpan InvocationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a call waits for the connection to be back. Within this time a call whose result was lost is repeated, which never does
    /// anything twice. After it, the call throws <see cref="Contracts.ChatErrors.Unavailable"/>. 15 s by default.
    /// </summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The connection counts as lost if nothing was received from the server for this long. At least twice the server's keep-alive
    /// interval, and longer than the server holds a poll (15 s).
    /// 30 s by default.
    /// </summary>
    public TimeSpan ServerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The status becomes <see cref="ConnectionStatus.Unresponsive"/> if nothing was received from the server for this long. More than the
    /// server's keep-alive interval, which is 5 s. 8 s by default.
    /// </summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// The status becomes <see cref="ConnectionStatus.Unresponsive"/> if nothing was received from the server for this long after a call.
    /// 3 s by default.
    /// </summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often the client sends a keep-alive message when it has nothing else to send. 15 s by default.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The number of a room's newest events that are kept for new readers of <see cref="ChatRoom.ReadUpdatesAsync"/>, and the default size
    /// of a
    /// page of history. 50 by default.
    /// </summary>
    public int HistoryPage { get; init; } = 50;

    /// <summary>The clock for delays and timeouts. The system clock by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
