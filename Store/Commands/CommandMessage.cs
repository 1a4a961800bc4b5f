using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AspireChat.Store.Commands;

/// <summary>A command as it travels, inside a <see cref="SignedMessage"/> on <c>chat:commands</c>.</summary>
public sealed record CommandMessage
{
    /// <summary>Longest time between a command's sending and its deadline: bounds how long ids are remembered.</summary>
    public static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(1);

    /// <summary>Its id, never used twice; also names the channel of the answers.</summary>
    public required string Id { get; init; }

    /// <summary>Which, one of <see cref="CommandTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Who wants it.</summary>
    public required string Issuer { get; init; }

    /// <summary>When it was sent, Unix milliseconds.</summary>
    public required long At { get; init; }

    /// <summary>Until when the sender waits for answers, Unix milliseconds.</summary>
    public required long Deadline { get; init; }

    /// <summary>The one node it is for, by name; null: all of them.</summary>
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

    /// <summary>Why it refused or failed, as <c>code: explanation</c>; null when it did as told.</summary>
    public string? Error { get; init; }

    /// <summary>What the handler returned.</summary>
    public JsonNode? Result { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CommandMessage))]
[JsonSerializable(typeof(CommandReply))]
public sealed partial class CommandJson : JsonSerializerContext;
