using System.Collections.Concurrent;
using Microsoft.JSInterop;

namespace AspireChat.Unit.Tests.Fakes;

/// <summary>The browser's two storages, as the page's code reaches them.</summary>
internal sealed class FakeBrowser : IJSInProcessRuntime
{
    /// <summary>What is stored: the storage's name and the key, and the value.</summary>
    public ConcurrentDictionary<string, string> Stored { get; } = new(StringComparer.Ordinal);

    public TResult Invoke<TResult>(string identifier, params object?[]? args)
    {
        var (storage, method) = (identifier.Split('.')[0], identifier.Split('.')[1]);
        var key = $"{storage} {args![0]}";
        switch (method)
        {
            case "getItem":
                return Stored.TryGetValue(key, out var value) ? (TResult)(object)value : default!;
            case "setItem":
                Stored[key] = (string)args[1]!;
                break;
            case "removeItem":
                Stored.TryRemove(key, out _);
                break;
            default:
                throw new NotSupportedException(identifier);
        }

        return default!;
    }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) =>
        ValueTask.FromResult(Invoke<TValue>(identifier, args));

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
        InvokeAsync<TValue>(identifier, args);
}
