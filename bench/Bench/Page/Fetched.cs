namespace AspireChat.Bench.Page;

/// <summary>A file of the page, as the browser got it.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="AskedBy">The file that requested it; null for the page itself.</param>
internal sealed record Fetched(string Address, string? AskedBy)
{
    /// <summary>Headers and body, as they were transferred.</summary>
    public long Bytes { get; init; }

    /// <summary>The body's encoding.</summary>
    public string Encoding { get; init; } = "none";

    /// <summary>The header <c>Cache-Control</c>.</summary>
    public string Caching { get; init; } = "none";

    public string Name => new Uri(Address).AbsolutePath;
}
