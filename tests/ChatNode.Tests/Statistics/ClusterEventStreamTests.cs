using AspireChat.AdminNode.Monitor;
using AspireChat.Contracts.Admin;

namespace AspireChat.ChatNode.Tests.Statistics;

/// <summary>Fast and slow readers of the cluster's events.</summary>
public sealed class ClusterEventStreamTests
{
    [Fact]
    public async Task A_slow_reader_keeps_only_the_newest_events_and_others_miss_nothing()
    {
        var stream = new ClusterEventStream();
        using var end = new CancellationTokenSource();
        await using var slow = stream.ReadAsync(end.Token).GetAsyncEnumerator();
        await using var quick = stream.ReadAsync(end.Token).GetAsyncEnumerator();
        var (slowHas, quickHas) = (slow.MoveNextAsync().AsTask(), quick.MoveNextAsync().AsTask());
        stream.Publish(new ClusterEvent { At = 1 });
        Assert.True(await slowHas && await quickHas);
        for (var i = 2; i <= 10_000; i++)
        {
            stream.Publish(new ClusterEvent { At = i });
            Assert.True(await quick.MoveNextAsync());
            Assert.Equal(i, quick.Current.At);
        }

        Assert.Equal(1, slow.Current.At);
        await end.CancelAsync();
        List<long> rest = [];
        while (await slow.MoveNextAsync())
        {
            rest.Add(slow.Current.At);
        }

        Assert.InRange(rest.Count, 1, 1_000);
        Assert.Equal(Enumerable.Range(10_001 - rest.Count, rest.Count).Select(i => (long)i), rest);
        Assert.False(await quick.MoveNextAsync());
    }
}
