using System.Reflection;
using Xunit;
using Xunit.v3;

namespace AspireChat.Testing;

/// <summary>
/// Adds the last output of the running clusters to a failed test. It shows a process that ended, or an error of Redis.
/// </summary>
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
            var last = string.Join('\n', cluster.Output.Split('\n').TakeLast(Lines));
            output.WriteLine($"Last output of the cluster with pid {cluster.ProcessId}:\n{last}");
        }
    }
}
