using System.CommandLine;
using AspireChat.Bench;
using AspireChat.Bench.Page;
using AspireChat.Bench.Rows;

var root = new RootCommand(
    "Measures AspireChat beside its peers on real processes (nodes, nginx, Redis), and its page in Chromium.")
{
    RowsCommand.Create(), FanoutCommand.Create(), PageCommand.Create(),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
