using AspireChat.Testing;
using Xunit.Sdk;
using Xunit.v3;

// One cluster and one browser for all; tests that kill its nodes must not run beside others.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(AspireChat.Browser.Tests.Fixtures.ChatSite))]
[assembly: TellClusterOnFailure]
