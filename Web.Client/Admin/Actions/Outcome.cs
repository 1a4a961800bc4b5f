using System.Globalization;
using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>What came of an action, for the person who confirmed it.</summary>
/// <param name="Text">A sentence.</param>
/// <param name="Complete">Whether all of it was done.</param>
/// <param name="Secret">What is told this once and never again; null in all other cases.</param>
public sealed record Outcome(string Text, bool Complete = true, string? Secret = null)
{
    /// <summary>What the nodes answered to a command.</summary>
    /// <param name="done">What was asked for, as a clause: "chatnode-1 is draining".</param>
    /// <param name="command">Their answers.</param>
    public static Outcome Of(string done, CommandOutcome command)
    {
        var asked = command.Answers.Count + command.Missing.Count;
        var failed = command.Answers.Where(answer => answer.Error is not null).ToList();
        List<string> parts = [command.Complete ? done : $"Not everywhere: {done}"];
        if (asked > 0)
        {
            parts.Add(string.Create(
                CultureInfo.CurrentCulture,
                $"applied on {command.Answers.Count - failed.Count} of {asked} {(asked == 1 ? "node" : "nodes")}"));
        }

        if (command.Answers.Sum(answer => answer.Connections) is > 0 and var connections)
        {
            parts.Add(connections == 1 ? "1 connection" : string.Create(CultureInfo.CurrentCulture, $"{connections:N0} connections"));
        }

        parts.AddRange(failed.Select(answer => $"{answer.Node} refused ({answer.Error})"));
        if (command.Missing.Count > 0)
        {
            parts.Add($"{string.Join(", ", command.Missing)} did not answer");
        }

        return new($"{string.Join("; ", parts)}.", command.Complete);
    }
}
