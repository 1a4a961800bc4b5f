using System.CommandLine;
using AspireChat.Bench;
using AspireChat.Bench.Page;

var root = new RootCommand(
    "Measures AspireChat beside its peers on real processes (nodes, nginx, Redis), and its page in Chromium.")
{
    FanoutCommand.Create(), PageCommand.Create(),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
