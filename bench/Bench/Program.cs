using System.CommandLine;
using AspireChat.Bench;

var root = new RootCommand("Measures AspireChat beside its peers, on real processes: nodes, nginx, Redis.") { FanoutCommand.Create() };
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
