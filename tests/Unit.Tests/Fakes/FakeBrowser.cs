using System.Collections.Concurrent;
using Microsoft.JSInterop;

namespace AspireChat.Unit.Tests.Fakes;

/// <summary>The browser's two storages and the form that was there before the app, as the page's code reaches them.</summary>
internal sealed class FakeBrowser : IJSInProcessRuntime
{
    /// <summary>What is stored: the storage's name and the key, and the value.</summary>
    public ConcurrentDictionary<string, string> Stored { get; } = new(StringComparer.Ordinal);

    /// <summary>What the form contained when the app took it over, as JSON; null if there was none.</summary>
    public string? Form { get; init; }

    public TResult Invoke<TResult>(string identifier, params object?[]? args)
    {
        if (identifier == "earlySignIn.take")
        {
            return (TResult)(object)Form!;
        }

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
