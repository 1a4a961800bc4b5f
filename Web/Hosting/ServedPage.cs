using AspireChat.Web.Options;
using Microsoft.JSInterop;

namespace AspireChat.Web.Hosting;

/// <summary>The page as its components find it when the server renders them: nothing is stored, nobody has entered anything.</summary>
internal sealed class ServedPage(string language, ProviderOptions provider) : IJSInProcessRuntime
{
    private const string Data = "document.documentElement.dataset.";

    public TResult Invoke<TResult>(string identifier, params object?[]? args) => default!;

    public TValue GetValue<TValue>(string identifier) => (TValue)(object)(identifier switch
    {
        "document.documentElement.lang" => language,
        $"{Data}account" => provider.IsSet ? provider.DisplayName : "",
        $"{Data}guests" => !provider.IsSet || provider.Guests ? "on" : "off",
        _ => "",
    });

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => default;

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => default;
}
