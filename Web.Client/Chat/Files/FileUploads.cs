using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Session;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Chat.Files;

/// <summary>Uploads files. It goes on while another room is on the page.</summary>
public sealed class FileUploads : IDisposable
{
    private readonly TalkScript _script;
    private readonly CurrentSession _session;
    private readonly DotNetObjectReference<FileUploads> _self;
    private readonly Dictionary<string, (DraftFile File, Action Changed)> _running = [];

    /// <summary>Nothing is uploaded yet.</summary>
    public FileUploads(TalkScript script, CurrentSession session)
    {
        (_script, _session) = (script, session);
        _self = DotNetObjectReference.Create(this);
    }

    /// <summary>Uploads a file. Ends when it is there, or has its problem.</summary>
    /// <param name="file">The file.</param>
    /// <param name="changed">Called when there is progress.</param>
    public async Task UploadAsync(DraftFile file, Action changed)
    {
        _running[file.Key] = (file, changed);
        try
        {
            var token = await _session.TokenAsync() ?? "";
            var answer = JsonSerializer.Deserialize(await _script.UploadAsync(file.Key, token, _self), KeptJson.Default.UploadAnswer);
            file.Uploaded = answer?.File;
            file.Problem = file.Uploaded is not null ? null : answer switch
            {
                { Empty: true } => Words.TalkUploadEmpty,
                { Status: 413 } => Words.TalkUploadTooLarge,
                { Status: 415 } => Words.TalkUploadKind,
                { Status: 429 } => Words.TalkUploadTooMany,
                { Problem: { Length: > 0 } problem } => problem,
                _ => Words.TalkUploadFailed,
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or JSException)
        {
            file.Problem = Words.TalkUploadFailed;
        }
        finally
        {
            _running.Remove(file.Key);
            changed();
        }
    }

    /// <summary>Gives a file up.</summary>
    public Task ForgetAsync(DraftFile file) => _script.ForgetAsync(file.Key);

    /// <summary>From the page: so much is sent.</summary>
    [JSInvokable]
    public void OnProgress(string key, double part)
    {
        if (_running.TryGetValue(key, out var upload))
        {
            upload.File.Part = part;
            upload.Changed();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _self.Dispose();
}
