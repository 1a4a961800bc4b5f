using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AspireChat.Store.Commands;

/// <summary>A command, inside a <see cref="SignedMessage"/> on <c>chat:commands</c>.</summary>
public sealed record CommandMessage
{
    /// <summary>Maximum time between sending a command and its deadline; limits how long ids are remembered.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Its id, which is never used twice. It also names the channel of the answers.</summary>
    public required string Id { get; init; }

    /// <summary>Its type, one of <see cref="CommandTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Who sent it.</summary>
    public required string Issuer { get; init; }

    /// <summary>When it was sent, in Unix milliseconds.</summary>
    public required long At { get; init; }

    /// <summary>Until when the sender waits for answers, in Unix milliseconds.</summary>
    public required long Deadline { get; init; }

    /// <summary>The name of the node that it is for; null = all nodes.</summary>
    public string? Node { get; init; }

    /// <summary>The sender's span (https://www.w3.org/TR/trace-context/).</summary>
    [JsonPropertyName("traceparent")]
    public string? TraceParent { get; init; }

    /// <summary>Its arguments.</summary>
    public required JsonObject Body { get; init; }
}

/// <summary>A node's answer, inside a <see cref="SignedMessage"/> on the command's own channel.</summary>
public sealed record CommandReply
{
    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>The id of the node's process; null from a node of an older version.</summary>
    public string? Id { get; init; }

    /// <summary>Why the command was refused or failed, as <c>code: explanation</c>; null if it succeeded.</summary>
    public string? Error { get; init; }

    /// <summary>The handler's result; null if it has none.</summary>
    public JsonNode? Result { get; init; }
}

/// <summary>The JSON serialization of commands and answers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CommandMessage))]
[JsonSerializable(typeof(CommandReply))]
public sealed partial class CommandJson : JsonSerializerContext;
