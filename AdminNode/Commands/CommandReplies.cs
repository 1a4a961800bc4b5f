using System.Text.Json.Nodes;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;

namespace AspireChat.AdminNode.Commands;

/// <summary>The answers to one command as they come in. Thread-safe.</summary>
/// <param name="commandId">The command.</param>
/// <param name="expected">The nodes that lived when it was sent, by name.</param>
internal sealed class CommandReplies(string commandId, IEnumerable<string> expected)
{
    private readonly HashSet<string> _expected = new(expected, StringComparer.Ordinal);
    private readonly SortedDictionary<string, CommandReply> _replies = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string CommandId => commandId;

    /// <summary>Ends when all that are expected have answered.</summary>
    public Task Complete => _expected.Count == 0 ? Task.CompletedTask : _complete.Task;

    public bool IsExpected(string node) => _expected.Contains(node);

    /// <summary>Takes an answer. One of a node that is newer than the command's look at the registry counts too.</summary>
    public void Add(CommandReply reply)
    {
        lock (_replies)
        {
            _replies[reply.Node] = reply;
            if (_expected.All(_replies.ContainsKey))
            {
                _complete.TrySetResult();
            }
        }
    }

    /// <summary>What has come in by now.</summary>
    /// <param name="alsoMissing">Nodes that were not even asked.</param>
    public CommandResult Result(IReadOnlyList<string> alsoMissing)
    {
        lock (_replies)
        {
            List<NodeAnswer> answers = [.. _replies.Values.Select(Answer)];
            List<string> missing = [.. _expected.Where(node => !_replies.ContainsKey(node)).Concat(alsoMissing).Order(StringComparer.Ordinal)];
            var outcome = new CommandOutcome
            {
                Id = commandId,
                Complete = missing.Count == 0 && answers.TrueForAll(answer => answer.Error is null),
                Answers = answers,
                Missing = missing,
            };
            return new CommandResult(outcome, _replies.ToDictionary(reply => reply.Key, reply => reply.Value.Result));
        }
    }

    private static NodeAnswer Answer(CommandReply reply) => new()
    {
        Node = reply.Node,
        Error = reply.Error,
        Connections = reply.Result is JsonObject result && result["connections"] is JsonValue count && count.TryGetValue(out int connections) ? connections : null,
    };
}
