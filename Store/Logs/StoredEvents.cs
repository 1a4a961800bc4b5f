using System.Collections;
using System.Text.Json;
using AspireChat.Contracts;

namespace AspireChat.Store.Logs;

/// <summary>Events of a log as they are returned: decoded only by who looks at them, so that they can be passed on as they are.</summary>
public sealed class StoredEvents : IReadOnlyList<RoomEvent>
{
    /// <summary>Takes events of a log.</summary>
    /// <param name="stored">In seq order.</param>
    /// <exception cref="JsonException">One is not JSON: in the answer of a call it would break the connection.</exception>
    public StoredEvents(IReadOnlyList<StoredEvent> stored)
    {
        Stored = stored;
        foreach (var one in stored)
        {
            Check(one.Json.Span);
        }
    }

    /// <summary>Their JSON.</summary>
    public IReadOnlyList<StoredEvent> Stored { get; }

    /// <inheritdoc />
    public int Count => Stored.Count;

    /// <inheritdoc />
    public RoomEvent this[int index] => Stored[index].Decode();

    /// <inheritdoc />
    public IEnumerator<RoomEvent> GetEnumerator() => Stored.Select(one => one.Decode()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static void Check(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
        }
    }
}
