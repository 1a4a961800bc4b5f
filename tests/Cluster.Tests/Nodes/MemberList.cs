using System.Collections.ObjectModel;

namespace AspireChat.Cluster.Tests.Nodes;

/// <summary>Members that are disposed of together, also when a test fails, so that the next test does not meet them.</summary>
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
