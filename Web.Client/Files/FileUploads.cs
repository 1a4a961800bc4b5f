using System.Globalization;
using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Session;
using Microsoft.JSInterop;

namespace AspireChat.Web.Client.Files;

/// <summary>Uploads files, also while another room is on the screen.</summary>
public sealed class FileUploads : IDisposable
{
    private readonly FileScript _script;
    private readonly CurrentSession _session;
    private readonly DotNetObjectReference<FileUploads> _self;
    private readonly Dictionary<string, (DraftFile File, Action Changed)> _running = [];

    /// <summary>Uploads with the token of this session.</summary>
    public FileUploads(FileScript script, CurrentSession session, IJSRuntime js)
    {
        (_script, _session) = (script, session);
        var max = ((IJSInProcessRuntime)js).GetValue<string?>("document.documentElement.dataset.maxFile");
        MaxBytes = long.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : long.MaxValue;
        _self = DotNetObjectReference.Create(this);
    }

    /// <summary>Largest file that the server accepts, in bytes.</summary>
    public long MaxBytes { get; }

    private string TooLarge => MaxBytes == long.MaxValue
        ? Words.UploadTooLarge
        : Say.With(Words.UploadTooLargeLimit, FileText.Size(MaxBytes));

    /// <summary>Uploads a file. Completes when the upload has succeeded or failed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="changed">Called after each progress.</param>
    public async Task UploadAsync(DraftFile file, Action changed)
    {
        if (file.Size > MaxBytes)
        {
            file.Problem = TooLarge;
            changed();
            return;
        }

        _running[file.Key] = (file, changed);
        try
        {
            var token = await _session.TokenAsync() ?? "";
            var result = JsonSerializer.Deserialize(await _script.UploadAsync(file.Key, token, _self), UploadJson.Default.UploadResult);
            file.Uploaded = result?.File;
            file.Problem = file.Uploaded is not null ? null : result switch
            {
                { Empty: true } => Words.UploadEmpty,
                { Status: 413 } => TooLarge,
                { Status: 415 } => Words.UploadKind,
                { Status: 429 } => Words.UploadTooMany,
                { Problem: { Length: > 0 } problem } => problem,
                _ => Words.UploadFailed,
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or JSException)
        {
            file.Problem = Words.UploadFailed;
        }
        finally
        {
            _running.Remove(file.Key);
            changed();
        }
    }

    /// <summary>Cancels an upload and forgets the file.</summary>
    public Task CancelAsync(DraftFile file) => _script.CancelAsync(file.Key);

    /// <summary>Called by the script as the upload progresses.</summary>
    [JSInvokable]
    public void OnProgress(string key, double progress)
    {
        if (_running.TryGetValue(key, out var upload))
        {
            upload.File.Progress = progress;
            upload.Changed();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _self.Dispose();
}
