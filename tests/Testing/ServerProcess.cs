using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace AspireChat.Testing;

/// <summary>A process that a test starts. It keeps the output for failure messages, and does not outlive the test.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    // A process that it started may keep its output open for a while.
    private static readonly TimeSpan OutputLimit = TimeSpan.FromSeconds(5);

    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _errorsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private ServerProcess(Process process)
    {
        _process = process;
        Id = process.Id;
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Everything it has written so far to standard output and error.</summary>
    public string Output
    {
        get { lock (_output) { return _output.ToString(); } }
    }

    /// <summary>The process ids of the processes that it started and that still run.</summary>
    public IReadOnlyList<int> Children =>
    [
        .. Directory.EnumerateDirectories($"/proc/{Id}/task")
            .SelectMany(thread => File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(int.Parse),
    ];

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path or name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Added to this process's own environment. Null removes a variable.</param>
    /// <param name="folder">Its working folder.</param>
    public static ServerProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var server = new ServerProcess(process);
        process.OutputDataReceived += (_, line) => server.Keep(line.Data, server._outputEnded);
        process.ErrorDataReceived += (_, line) => server.Keep(line.Data, server._errorsEnded);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Writes a line to its standard input.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Closes its standard input, like the end of the test process would.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>SIGTERM.</summary>
    public void Terminate() => Signal(Id, 15);

    /// <summary>SIGKILL, to this process alone.</summary>
    public void Kill() => Signal(Id, 9);

    /// <summary>SIGSTOP: it keeps its connections and its port, and does not answer.</summary>
    public void Freeze() => Signal(Id, 19);

    /// <summary>SIGCONT, after <see cref="Freeze"/>.</summary>
    public void Thaw() => Signal(Id, 18);

    /// <summary>Sends a signal to any process. It is not an error if the process has ended.</summary>
    public static void Signal(int pid, int signal)
    {
        if (pid > 0)
        {
            _ = SendSignal(pid, signal);
        }
    }

    /// <summary>Whether a process runs. A zombie does not.</summary>
    public static bool IsRunning(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until it has ended and its output is read.</summary>
    /// <exception cref="TimeoutException">It did not end within the bound.</exception>
    public async Task WaitForExitAsync(TimeSpan? within = null)
    {
        await Eventually.TrueAsync(() => _process.HasExited, () => $"{_process.StartInfo.FileName} (pid {Id}) ends.\n{Output}", within);
        await Task.WhenAny(Task.WhenAll(_outputEnded.Task, _errorsEnded.Task), Task.Delay(OutputLimit));
    }

    /// <summary>Kills it and its children if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Keep(string? line, TaskCompletionSource ended)
    {
        if (line is null)
        {
            ended.TrySetResult();
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}
