using AspireChat.Cluster.Tests.Traces;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>The trace of a command.</summary>
public sealed class CommandTraceTests(TracedCluster traced) : IClassFixture<TracedCluster>
{
    [Fact]
    public async Task A_command_is_one_trace_from_the_call_to_every_node()
    {
        using var admin = AdminClient.WithKey(traced.Cluster.Info);
        await admin.GetAsync("connections");
        await Eventually.TrueAsync(
            () => traced.Receiver.Spans.Count(span => span.Name == "run connections") == 3, "three nodes report the command");
        var sent = await Eventually.GetAsync(
            () => Task.FromResult(traced.Receiver.Spans.FirstOrDefault(span => span.Name == "command connections")),
            "the admin node reports the command");
        var call = await Eventually.GetAsync(
            () => Task.FromResult(traced.Receiver.Spans.FirstOrDefault(span => span.Id == sent.Parent)), "the admin node reports the call");
        Assert.Equal(("adminnode", 4), (sent.Service, sent.Kind));
        Assert.Equal(("adminnode", 2, sent.TraceId), (call.Service, call.Kind, call.TraceId));
        Assert.Equal("chat:commands", sent.Attributes["messaging.destination.name"]);

        var runs = traced.Receiver.Spans.Where(span => span.Name == "run connections").OrderBy(span => span.Service).ToList();
        Assert.Equal(["chatnode-1", "chatnode-2", "chatnode-3"], runs.Select(span => span.Service));
        Assert.All(runs, run =>
        {
            Assert.Equal((5, sent.TraceId, sent.Id), (run.Kind, run.TraceId, run.Parent));
            Assert.Equal(sent.Attributes["messaging.message.id"], run.Attributes["messaging.message.id"]);
            Assert.Equal(run.Service, run.Attributes["chat.node"]);
        });
    }
}
