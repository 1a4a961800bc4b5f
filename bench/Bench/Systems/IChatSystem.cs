namespace AspireChat.Bench.Systems;

/// <summary>A running system to be measured. Disposing ends its processes.</summary>
internal interface IChatSystem : IAsyncDisposable
{
    /// <summary>The ingress, <c>ws://…/hubs/chat</c>.</summary>
    Uri Hub { get; }

    IReadOnlyList<int> NodePids { get; }

    int IngressPid { get; }

    int RedisPid { get; }

    /// <summary>The token of a user, or null where nobody signs in.</summary>
    string? TokenOf(int user);
}
