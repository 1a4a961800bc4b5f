using System.Reflection;
using Xunit;
using Xunit.v3;

namespace AspireChat.Testing;

/// <summary>Adds to a failed test what the clusters that run at that moment wrote last: a process that ended, or an error of Redis, is not seen otherwise.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TellClusterOnFailureAttribute : BeforeAfterTestAttribute
{
    private const int Lines = 30;

    /// <inheritdoc />
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (TestContext.Current is not { TestState.Result: TestResult.Failed, TestOutputHelper: { } output })
        {
            return;
        }

        foreach (var cluster in ClusterProcess.Running)
        {
            output.WriteLine($"The cluster (pid {cluster.ProcessId}) said last:\n{string.Join('\n', cluster.Output.Split('\n').TakeLast(Lines))}");
        }
    }
}
