using System.Diagnostics;
using System.Globalization;

namespace AspireChat.AppHost.Commands;

/// <summary>A resource's process and what it started.</summary>
internal sealed class ProcessTree
{
    private readonly Process _root;

    private ProcessTree(Process root) => _root = root;

    /// <summary>The tree of a process id, or null when no such process runs.</summary>
    public static ProcessTree? Find(int pid)
    {
        try
        {
            return new ProcessTree(Process.GetProcessById(pid));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Sends SIGTERM to its root: <c>dotnet run</c>, which hands it on to the node.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", _root.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>Ends all of it at once: with its root alone, the node would go on without it.</summary>
    public void Kill() => _root.Kill(entireProcessTree: true);
}
