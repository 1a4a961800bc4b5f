using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AspireChat.Bench.Processes;

/// <summary>A process of a measured system. Disposing closes its input and sends SIGTERM, and later SIGKILL to its whole tree.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    private readonly Process _process;
    private volatile string _lastWords = "";

    private Child(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    public static Child Start(string name, string program, IEnumerable<string> arguments, params (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var child = new Child(name, new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Heard(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Heard(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Polls until it is so, for <paramref name="limit"/> at most and not longer than the process lives.</summary>
    /// <exception cref="BenchException">It did not become true.</exception>
    public async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan limit, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (HasEnded || clock.Elapsed > limit)
            {
                var problem = HasEnded ? "ended while starting" : $"is not ready after {limit.TotalSeconds} s";
                throw new BenchException($"{Name} {problem}. Its last output: {_lastWords}");
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasEnded)
        {
            _process.StandardInput.Close();
            _ = SendSignal(Pid, SigTerm);
            using var timeout = new CancellationTokenSource(StopTimeout);
            try
            {
                await _process.WaitForExitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private void Heard(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            _lastWords = line;
        }
    }

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
