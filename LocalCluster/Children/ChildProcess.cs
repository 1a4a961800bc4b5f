using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AspireChat.LocalCluster.Children;

/// <summary>A process of the cluster. It ends by itself when its standard input closes, so also when this process ends.</summary>
internal sealed class ChildProcess
{
    private const int SigTerm = 15;
    private static readonly TimeSpan OutputTimeout = TimeSpan.FromMilliseconds(300);
    private readonly Process _process;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    public int Id { get; private set; }

    /// <summary>Whether it has ended; a moment before <see cref="Exited"/> is done.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Done when the process has ended, with its exit code (128 + the signal where one ended it).</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>The last thing it said, or null; where a stack trace came from rather than the trace.</summary>
    public string? LastLine { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="onLine">Gets each line that it writes to either output; called from any thread.</param>
    public static ChildProcess Start(ChildSpec spec, Action<string, string> onLine)
    {
        var start = new ProcessStartInfo(spec.Program, spec.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = spec.Folder,
        };
        foreach (var (key, value) in spec.Environment)
        {
            start.Environment[key] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var child = new ChildProcess(spec.Name, process);
        process.OutputDataReceived += (_, line) => child.Heard(line.Data, onLine);
        process.ErrorDataReceived += (_, line) => child.Heard(line.Data, onLine);

        process.Exited += (_, _) => _ = child.EndAsync();
        process.Start();
        child.Id = process.Id;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Tells it to end, now: nobody is left to drain for.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended already.
        }
    }

    /// <summary>SIGKILL, to the processes that it started, too: nginx's workers would go on serving.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended already.
        }
    }

    /// <summary>SIGTERM: it drains, then ends.</summary>
    /// <exception cref="PlatformNotSupportedException">Windows has no such signal.</exception>
    public void Terminate()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows has no SIGTERM.");
        }

        if (!Exited.IsCompleted)
        {
            _ = SendSignal(Id, SigTerm);
        }
    }

    private async Task EndAsync()
    {
        // Its last words first; but a process that it started may hold its outputs open.
        using var timeout = new CancellationTokenSource(OutputTimeout);
        await _process.WaitForExitAsync(timeout.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        // A helper that it started may wait for that.
        CloseInput();
        _exited.TrySetResult(_process.ExitCode);
    }

    private void Heard(string? line, Action<string, string> onLine)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        if (!line.StartsWith("   ", StringComparison.Ordinal))
        {
            LastLine = line;
        }

        onLine(Name, line);
    }

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
