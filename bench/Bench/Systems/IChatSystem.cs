using AspireChat.Bench.Load;

namespace AspireChat.Bench.Systems;

/// <summary>A running system to be measured. Disposing ends its processes.</summary>
internal interface IChatSystem : IAsyncDisposable
{
    /// <summary>The ingress, <c>ws://…</c>.</summary>
    Uri Ingress { get; }

    /// <summary>How its clients talk.</summary>
    IWire Wire { get; }

    IReadOnlyList<int> NodePids { get; }

    int IngressPid { get; }

    int RedisPid { get; }

    int RedisPort { get; }

    /// <summary>The token of a user, or null where nobody signs in.</summary>
    string? TokenOf(int user);
}
