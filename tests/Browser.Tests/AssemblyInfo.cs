// One cluster and one browser for all; tests that kill its nodes must not run beside others.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(AspireChat.Browser.Tests.Fixtures.ChatSite))]
