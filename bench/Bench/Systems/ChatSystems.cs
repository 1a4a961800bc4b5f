namespace AspireChat.Bench.Systems;

/// <summary>What is compared. AspireChat is the first.</summary>
internal static class ChatSystems
{
    public static (string Name, string Key, Func<FanoutOptions, CancellationToken, Task<IChatSystem>> StartAsync)[] All { get; } =
    [
        ("AspireChat", "aspirechat", AspireChatSystem.StartAsync),
        ("plain SignalR + Redis", "plain", PlainSignalRSystem.StartAsync),
        ("socket.io + Redis", "socketio", SocketIoSystem.StartAsync),
    ];
}
