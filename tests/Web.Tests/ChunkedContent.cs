using System.Net;

namespace AspireChat.Web.Tests;

/// <summary>A body that does not say beforehand how long it is.</summary>
public sealed class ChunkedContent(byte[] content) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        const int Chunk = 64 * 1024;
        for (var sent = 0; sent < content.Length; sent += Chunk)
        {
            await stream.WriteAsync(content.AsMemory(sent, Math.Min(Chunk, content.Length - sent)));
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
