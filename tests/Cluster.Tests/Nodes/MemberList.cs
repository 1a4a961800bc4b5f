using System.Collections.ObjectModel;

namespace AspireChat.Cluster.Tests.Nodes;

/// <summary>Members who leave together, also when a test fails: to the next one they would be strangers.</summary>
internal sealed class MemberList : Collection<Member>, IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var member in this)
        {
            await member.DisposeAsync();
        }
    }
}
