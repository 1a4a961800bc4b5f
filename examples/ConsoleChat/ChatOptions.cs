using AspireChat.Contracts;

namespace AspireChat.ConsoleChat;

/// <summary>What the command line said.</summary>
internal sealed record ChatOptions
{
    /// <summary>The page's address.</summary>
    public required Uri Server { get; init; }

    public required string Room { get; init; }

    /// <summary>The name to sign in with, when there is no <see cref="Token"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Keeps the name, so that it is the same user after every start.</summary>
    public string? Passphrase { get; init; }

    /// <summary>A token of one's own, in the place of signing in.</summary>
    public string? Token { get; init; }

    /// <summary>With LocalCluster: the network to come from, a, b or c.</summary>
    public string? Network { get; init; }

    /// <summary>Answer commands, rather than send what is typed.</summary>
    public bool Bot { get; init; }

    public Uri Hub => new(Server, Network is null ? ChatProtocol.HubPath : $"/network/{Network}{ChatProtocol.HubPath}");
}
