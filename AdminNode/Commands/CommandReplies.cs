using System.Text.Json.Nodes;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;

namespace AspireChat.AdminNode.Commands;

/// <summary>Collects the answers to a command. Thread-safe.</summary>
/// <param name="commandId">The command's id.</param>
/// <param name="expected">The nodes it is for that were live when it was sent. Two processes may have one name.</param>
internal sealed class CommandReplies(string commandId, IEnumerable<NodeInfo> expected)
{
    private readonly Dictionary<string, string> _expected = expected.ToDictionary(node => node.Id, node => node.Name);
    private readonly Dictionary<string, CommandReply> _replies = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string CommandId => commandId;

    /// <summary>Completes when all expected nodes have answered.</summary>
    public Task Complete => _expected.Count == 0 ? Task.CompletedTask : _complete.Task;

    /// <summary>Whether any node is expected to answer.</summary>
    public bool IsExpected => _expected.Count > 0;

    /// <summary>Adds an answer. An answer from a node that registered only after the command was sent counts too.</summary>
    public void Add(CommandReply reply)
    {
        lock (_replies)
        {
            _replies[reply.Id ?? IdOf(reply.Node)] = reply;
            if (_expected.Keys.All(_replies.ContainsKey))
            {
                _complete.TrySetResult();
            }
        }
    }

    /// <summary>Returns the answers so far.</summary>
    /// <param name="alsoMissing">Nodes that were not asked.</param>
    public CommandResult Result(IReadOnlyList<string> alsoMissing)
    {
        lock (_replies)
        {
            List<NodeAnswer> answers = [.. _replies.Values.Select(Answer).OrderBy(answer => answer.Node, StringComparer.Ordinal)];
            var silent = _expected.Where(node => !_replies.ContainsKey(node.Key)).Select(node => node.Value);
            List<string> missing = [.. silent.Concat(alsoMissing).Order(StringComparer.Ordinal)];
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

    private string IdOf(string name) => _expected.FirstOrDefault(node => node.Value == name).Key ?? name;

    private static NodeAnswer Answer(CommandReply reply) => new()
    {
        Node = reply.Node,
        Error = reply.Error,
        Connections = reply.Result is JsonObject result && result["connections"] is JsonValue count
            && count.TryGetValue(out int connections)
            ? connections
            : null,
    };
}
