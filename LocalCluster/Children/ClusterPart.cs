using AspireChat.LocalCluster.Ports;

namespace AspireChat.LocalCluster.Children;

/// <summary>
/// A process that the cluster has one of: the admin node, web, nginx, the dashboard. Its address stays, whether it runs or not.
/// Thread-safe.
/// </summary>
/// <param name="word">What it is called at the prompt.</param>
/// <param name="port">Kept until the first start.</param>
/// <param name="spec">How it is run; asked anew with every start.</param>
/// <param name="isUp">Whether what answers at its address is ready.</param>
/// <param name="children">Starts it.</param>
internal sealed class ClusterPart(
    string word, PortReservation port, Func<ChildSpec> spec, Func<Uri, CancellationToken, Task<bool>> isUp, ChildProcesses children)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private ChildProcess? _process;
    private bool _endExpected;

    /// <summary>Raised with what to tell the operator, when it has ended or is up again. Not under a lock.</summary>
    public event Action<string>? Changed;

    public string Word { get; } = word;

    /// <summary>Whether somebody who says this means it: its word, or its name in the table and in the log.</summary>
    public bool IsCalled(string what) => what == Word || what == _process?.Name;

    public Uri Address { get; } = port.Address;

    /// <summary>Null while it does not run.</summary>
    public int? Pid => _process is { Exited.IsCompleted: false } running ? running.Id : null;

    public Task<bool> IsUpAsync(CancellationToken cancellationToken) => isUp(Address, cancellationToken);

    /// <summary>The first start.</summary>
    public ChildProcess Start()
    {
        lock (_gate)
        {
            port.Dispose();
            _endExpected = false;
            var process = _process = children.Start(spec());
            _ = TellWhenEndedAsync(process);
            return process;
        }
    }

    /// <summary>Starts it after it has ended; <see cref="Changed"/> tells when it is up. Null, or what is in the way.</summary>
    public string? StartAgain()
    {
        lock (_gate)
        {
            if (_process is { Exited.IsCompleted: false } running)
            {
                return $"{running.Name} runs already (pid {running.Id}).";
            }

            _ = TellWhenUpAsync(Start());
            return null;
        }
    }

    /// <summary>SIGKILL. Null, or what is in the way.</summary>
    public string? Kill()
    {
        lock (_gate)
        {
            if (_process is not { Exited.IsCompleted: false } running)
            {
                return $"{Word} does not run; start it with: start {Word}";
            }

            _endExpected = true;
            running.Kill();
            return null;
        }
    }

    private async Task TellWhenUpAsync(ChildProcess process)
    {
        while (!process.Exited.IsCompleted)
        {
            if (await IsUpAsync(CancellationToken.None))
            {
                Changed?.Invoke($"{process.Name} is up (pid {process.Id}).");
                return;
            }

            await Task.Delay(Interval);
        }
    }

    private async Task TellWhenEndedAsync(ChildProcess process)
    {
        var code = await process.Exited;
        Changed?.Invoke(_endExpected
            ? $"{process.Name} (pid {process.Id}) has ended. Start it again with: start {Word}"
            : $"{process.Name} (pid {process.Id}) ended by itself with exit code {code}. Start it again with: start {Word}");
    }
}
