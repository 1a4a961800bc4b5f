namespace AspireChat.AppHost.Tests.Fixtures;

/// <summary>Whether this machine can run containers; test.sh says so when it cannot.</summary>
public static class Containers
{
    public const string Missing = "There is no container runtime; test.sh says why.";

    public static bool Available { get; } = Environment.GetEnvironmentVariable("ASPIRECHAT_NO_CONTAINERS") is not { Length: > 0 };
}
