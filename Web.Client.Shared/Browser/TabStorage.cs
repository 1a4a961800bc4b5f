using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Browser;

/// <summary>The tab's own storage (<c>sessionStorage</c>): it survives a reload, and two tabs can belong to two users.</summary>
public sealed class TabStorage(IJSRuntime js)
{
    private readonly IJSInProcessRuntime _js = (IJSInProcessRuntime)js;

    /// <summary>The value of <paramref name="key"/>, or null.</summary>
    public string? Get(string key) => _js.Invoke<string?>("sessionStorage.getItem", key);

    /// <summary>Stores a value; null removes it.</summary>
    public void Set(string key, string? value)
    {
        if (value is null)
        {
            _js.InvokeVoid("sessionStorage.removeItem", key);
        }
        else
        {
            _js.InvokeVoid("sessionStorage.setItem", key, value);
        }
    }

    /// <summary>A value stored as JSON; null if there is none or it cannot be read (another version wrote it).</summary>
    public T? Get<T>(string key, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return Get(key) is { } json ? JsonSerializer.Deserialize(json, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Stores a value as JSON; null removes it.</summary>
    public void Set<T>(string key, T? value, JsonTypeInfo<T> type)
        where T : class => Set(key, value is null ? null : JsonSerializer.Serialize(value, type));
}
