using System.Diagnostics;
using System.Globalization;

namespace AspireChat.AppHost.Commands;

/// <summary>A resource's process and its child processes.</summary>
internal sealed class ProcessTree
{
    private readonly Process _root;

    private ProcessTree(Process root) => _root = root;

    /// <summary>Returns the tree of a process id, or null if there is no such process.</summary>
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

    /// <summary>Sends SIGTERM to its root: <c>dotnet run</c>, which passes it on to the node.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", _root.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>Kills the whole tree at once: the node would outlive its root alone.</summary>
    public void Kill() => _root.Kill(entireProcessTree: true);
}
