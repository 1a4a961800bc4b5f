using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace AspireChat.Client;

/// <summary>How a <see cref="ChatConnection"/> connects.</summary>
public sealed record ChatConnectionOptions
{
    /// <summary>Absolute address of the hub, for example <c>https://chat.example/hubs/chat</c>.</summary>
    public required Uri Hub { get; init; }

    /// <summary>
    /// Gives the bearer token, or null for none. Asked for every attempt to connect, and in the second half of a token's life for the next one, to which
    /// the connection then moves without a gap. So it should renew a token of which less than half is left.
    /// </summary>
    public required Func<CancellationToken, Task<string?>> AccessToken { get; init; }

    /// <summary>
    /// The transports to try, in SignalR's order: WebSockets, Server-Sent Events, long polling. If negotiation succeeds and none of them connects, the next
    /// attempts use WebSockets without negotiation, then long polling only.
    /// </summary>
    public HttpTransportType Transports { get; init; } =
        HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling;

    /// <summary>The last word on the SignalR builder: another protocol (<c>builder.AddMessagePackProtocol()</c>), logging, HTTP options.</summary>
    public Action<IHubConnectionBuilder>? Configure { get; init; }

    /// <summary>The first attempt to connect again comes at a random moment within this time, each further one within twice the time of the one before.</summary>
    public TimeSpan MinimumReconnectDelay { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>The longest time between two attempts.</summary>
    public TimeSpan MaximumReconnectDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one attempt to connect may take, from negotiation to the node's <c>Hello</c>.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server may take to answer a call. After that the connection counts as lost.</summary>
    public TimeSpan InvocationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a call waits for the connection to be back. One whose answer was lost is repeated within this time; nothing is done twice by that. After
    /// it the call is refused as <c>unavailable</c>.
    /// </summary>
    public TimeSpan CallPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Without a word from the server for this long the connection counts as lost. At least twice the server's keep-alive interval, and with long
    /// polling more than the time for which the server lets a poll wait (15 s).
    /// </summary>
    public TimeSpan ServerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without anything from the server for this long the status is <see cref="ConnectionStatus.Unresponsive"/>. More than the server's keep-alive interval, which is 5 s.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>If nothing comes from the server for this long after a call, the status is <see cref="ConnectionStatus.Unresponsive"/>.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often the client says that it is there, when it has nothing else to say.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many of a room's newest events are kept for new readers of <see cref="ChatRoom.ReadUpdatesAsync"/>, and the size of a page of history.</summary>
    public int HistoryPage { get; init; } = 50;

    /// <summary>The clock, for delays and timeouts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
