using AspireChat.Contracts.Admin;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>The outcome of an action.</summary>
/// <param name="Text">A sentence.</param>
/// <param name="Complete">Whether it was applied everywhere.</param>
/// <param name="Secret">A secret that is shown only once; null if there is none.</param>
public sealed record Outcome(string Text, bool Complete = true, string? Secret = null)
{
    /// <summary>The outcome of a command, from the nodes' answers.</summary>
    /// <param name="done">The effect, as a clause: "chatnode-1 is draining".</param>
    /// <param name="command">Their answers.</param>
    public static Outcome Of(string done, CommandOutcome command)
    {
        var asked = command.Answers.Count + command.Missing.Count;
        var failed = command.Answers.Where(answer => answer.Error is not null).ToList();
        List<string> parts = [command.Complete ? done : Say.With(Words.NotEverywhere, done)];
        if (asked > 0)
        {
            parts.Add(Say.Count(nameof(Words.AppliedOn_other), asked, command.Answers.Count - failed.Count));
        }

        if (command.Answers.Sum(answer => answer.Connections) is > 0 and var connections)
        {
            parts.Add(Say.Count(nameof(Words.ConnectionsDone_other), connections));
        }

        parts.AddRange(failed.Select(answer => Say.With(Words.RefusedBy, answer.Node, answer.Error)));
        if (command.Missing.Count > 0)
        {
            parts.Add(Say.With(Words.DidNotAnswer, string.Join(", ", command.Missing)));
        }

        return new(Say.With(Words.Sentence, string.Join(Words.Semicolon, parts)), command.Complete);
    }
}
