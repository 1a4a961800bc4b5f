using System.Text.Json;
using System.Text.Json.Serialization;
using AspireChat.Contracts;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Session;

/// <summary>What <c>wwwroot/js/sign-in.js</c> says and asks, in the reader's language.</summary>
internal static partial class SignInTexts
{
    private static readonly string[] AsksFor =
        [SessionErrors.NameClaimed, SessionErrors.WrongPassphrase, SessionErrors.TooManyAttempts];

    private static readonly string[] Codes =
    [
        SessionErrors.NameInUse, SessionErrors.NameClaimed, SessionErrors.BadName, SessionErrors.NameReserved,
        SessionErrors.WrongPassphrase, SessionErrors.BadPassphrase, SessionErrors.TooManyAttempts, SessionErrors.NoGuests,
        SessionErrors.SessionEnded, ChatErrors.Unavailable, ChatErrors.Banned, ChatErrors.RateLimited, ChatErrors.BadRequest,
        ChatErrors.Full,
    ];

    /// <summary>The codes of refusals after which the form asks for the passphrase, separated by spaces.</summary>
    public static string Asks => string.Join(' ', AsksFor);

    /// <summary>Whether the form asks for the passphrase after a refusal with this code.</summary>
    public static bool AsksPassphrase(string? code) => AsksFor.Contains(code);

    /// <summary>The texts by code, as JSON. "{0}" is where the server's reason or the status belongs.</summary>
    /// <param name="provider">The identity provider's name; null if there is none.</param>
    public static string Problems(string? provider)
    {
        var texts = Codes.ToDictionary(code => code, code => SessionApi.TextOf(code, "{0}"));
        texts[""] = Words.SignInFailed;
        texts["missing"] = Words.AccountNameMissing;
        texts["unreachable"] = Words.ServerUnreachable;
        texts["account"] = Say.With(Words.AccountFailed, provider ?? "");
        return JsonSerializer.Serialize(texts, TextsJson.Default.DictionaryStringString);
    }

    [JsonSerializable(typeof(Dictionary<string, string>))]
    private sealed partial class TextsJson : JsonSerializerContext;
}
