using AspireChat.Contracts;

namespace AspireChat.ConsoleChat;

/// <summary>The options from the command line.</summary>
internal sealed record ChatOptions
{
    /// <summary>The page's address.</summary>
    public required Uri Server { get; init; }

    public required string Room { get; init; }

    /// <summary>The name to sign in with, when there is no <see cref="Token"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Protects the name, so that it is the same user after every start.</summary>
    public string? Passphrase { get; init; }

    /// <summary>A token to use instead of signing in.</summary>
    public string? Token { get; init; }

    /// <summary>With LocalCluster: the network to connect from, a, b or c.</summary>
    public string? Network { get; init; }

    /// <summary>Answer commands instead of sending what is typed.</summary>
    public bool Bot { get; init; }

    public Uri Hub => new(Server, Network is null ? ChatProtocol.HubPath : $"/network/{Network}{ChatProtocol.HubPath}");
}
