using System.Text.Json;
using System.Text.Json.Serialization;
using AspireChat.Contracts;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Session;

/// <summary>
/// Signing in before the app has started: <c>wwwroot/js/sign-in.js</c> serves the form that the server has rendered. The app takes the
/// form over with what was entered.
/// </summary>
public sealed partial class EarlySignIn
{
    private readonly IJSInProcessRuntime _js;
    private readonly ServerTime _time;
    private Form? _form;

    /// <summary>Takes the form over. From then on the script leaves it to the app.</summary>
    public EarlySignIn(IJSRuntime js, ServerTime time)
    {
        (_js, _time) = ((IJSInProcessRuntime)js, time);
        _form = _js.Invoke<string?>("earlySignIn.take") is { } json ? JsonSerializer.Deserialize(json, EarlyJson.Default.Form) : null;
        Opened = Read(_form?.Answer)?.Session;
    }

    /// <summary>The session that was opened before the app started; null if there is none.</summary>
    public SessionResponse? Opened { get; }

    /// <summary>
    /// Waits until the form can be taken over: while text is being entered with an input method, replacing the form would end that.
    /// </summary>
    public static async Task ReadyAsync(IJSRuntime js) => await js.InvokeVoidAsync("earlySignIn.ready", Timeout.InfiniteTimeSpan);

    /// <summary>What the form contained, once; null afterwards.</summary>
    internal Form? TakeForm()
    {
        var form = _form;
        _form = null;
        return form;
    }

    /// <summary>Gives the focus back to what had it in the former form, once.</summary>
    /// <returns>Whether there was a form.</returns>
    internal bool RestoreFocus() => _js.Invoke<bool>("earlySignIn.restoreFocus");

    /// <summary>The outcome of the sign-in that was running when the app took over.</summary>
    internal async Task<SessionOutcome> OutcomeAsync()
    {
        var json = await _js.InvokeAsync<string>("earlySignIn.outcome", Timeout.InfiniteTimeSpan);
        return Read(JsonSerializer.Deserialize(json, EarlyJson.Default.Answer)) ?? SessionApi.Unreachable;
    }

    private SessionOutcome? Read(Answer? answer)
    {
        if (answer is null or { Status: 0, Session: null })
        {
            return null;
        }

        if (answer.Date > 0)
        {
            _time.Read(DateTimeOffset.FromUnixTimeMilliseconds((long)(answer.Date + answer.Age)));
        }

        return answer.Session is { } session
            ? new SessionOutcome(session, null, null)
            : SessionApi.Refusal(answer.Code, answer.Detail, answer.Status);
    }

    /// <summary>What was entered and answered.</summary>
    internal sealed record Form
    {
        /// <summary>The name.</summary>
        public string Name { get; init; } = "";

        /// <summary>The passphrase; null if the form did not ask for one.</summary>
        public string? Passphrase { get; init; }

        /// <summary>The problem that was shown; empty if there was none.</summary>
        public string Problem { get; init; } = "";

        /// <summary>Whether a sign-in is running.</summary>
        public bool Busy { get; init; }

        /// <summary>The server's last answer.</summary>
        public Answer? Answer { get; init; }
    }

    /// <summary>An answer of the server.</summary>
    internal sealed record Answer
    {
        /// <summary>The session; null if it was refused or the server was unreachable.</summary>
        public SessionResponse? Session { get; init; }

        /// <summary>Why it was refused.</summary>
        public string Code { get; init; } = "";

        /// <summary>The server's text.</summary>
        public string Detail { get; init; } = "";

        /// <summary>The HTTP status of a refusal; 0 if the server was unreachable.</summary>
        public int Status { get; init; }

        /// <summary>The server's time, in Unix milliseconds; 0 if it is unknown.</summary>
        public double Date { get; init; }

        /// <summary>The milliseconds since then.</summary>
        public double Age { get; init; }
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Form))]
    private sealed partial class EarlyJson : JsonSerializerContext;
}
