using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AspireChat.LocalCluster.Options;
using AspireChat.LocalCluster.Programs;
using AspireChat.LocalCluster.Telemetry;
using StackExchange.Redis;

namespace AspireChat.LocalCluster;

/// <summary>The command line: its options, their checks, and what it runs.</summary>
internal static class ClusterCommand
{
    private const int InvalidUsage = 2;
    private const string Off = "off";

    private static readonly Option<int> Nodes = new("--nodes")
    {
        Description = $"Chat nodes to start with, 1 to {ClusterOptions.MaxNodes}. More can be started later.",
        HelpName = "N",
        CustomParser = result => ParseNumber(result, "--nodes", 1, ClusterOptions.MaxNodes),
        DefaultValueFactory = _ => ClusterOptions.DefaultNodes,
    };

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The public port. The processes behind it take free ports above it.",
        HelpName = "P",
        CustomParser = result => ParseNumber(result, "--port", 1, ClusterOptions.MaxPort),
        DefaultValueFactory = _ => ClusterOptions.DefaultPort,
    };

    private static readonly Option<string?> Redis = new("--redis")
    {
        Description = "Use this Redis. Default: an embedded one, which keeps its data in the data folder.",
        HelpName = "HOST:PORT[,HOST:PORT…][,password=…]",
    };

    private static readonly Option<IngressKind> Ingress = new("--ingress")
    {
        Description = "The proxy in front of the nodes: yarp (in this process) or nginx (as installed on this machine). Both choose the "
            + "node by the client's address (ip_hash), and both choose the same one. Default: yarp.",
        HelpName = "yarp|nginx",
        CustomParser = ParseIngress,
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Folder for what survives a restart: rooms, attachments, the signing keys and the admin key "
            + "(Chat__SigningKey, Chat__AdminSigningKey and Chat__AdminKey in the environment take precedence). "
            + "Only its owner can read it. "
            + "Default: .data beside AspireChat.sln, or in the current folder.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> ReadyFile = new("--ready-file")
    {
        Description = "Once everything is healthy, write addresses and process ids into this file as JSON. It contains the signing key "
            + "and the admin key.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Dashboard = new("--dashboard")
    {
        Description = "Path of the aspire CLI, which runs the Aspire dashboard with traces, metrics and logs; off: no dashboard. "
            + $"Default: the CLI in PATH, if it is there and {ConfiguredTarget.EndpointVariable} is not set.",
        HelpName = "PATH|off",
    };

    private static readonly Option<string?> Published = new("--published")
    {
        Description = "Run the programs as they are deployed, from the folders ChatNode, AdminNode and Web in this folder "
            + "(dotnet publish Web -c Release -o DIR/Web). A program that is not there runs as it was built.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show everything that the processes log, not only warnings.",
    };

    /// <summary>Parses the arguments, reports mistakes, and runs the cluster until it is told to stop. Returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(
            "Runs AspireChat on this machine: chat nodes behind an ip_hash ingress, an admin node, the web page, and Redis.")
        {
            Nodes, Port, Redis, Ingress, Dashboard, Data, ReadyFile, Published, Verbose,
        };
        AddValidators();
        root.SetAction((parsed, _) => ClusterProgram.RunAsync(new ClusterOptions
        {
            Nodes = parsed.GetValue(Nodes),
            Port = parsed.GetValue(Port),
            Redis = parsed.GetValue(Redis),
            Ingress = parsed.GetValue(Ingress),
            Data = Path.GetFullPath(parsed.GetValue(Data) ?? DefaultData()),
            ReadyFile = parsed.GetValue(ReadyFile) is { } file ? Path.GetFullPath(file) : null,
            Dashboard = parsed.GetValue(Dashboard) is { } cli && cli != Off ? Path.GetFullPath(cli) : null,
            NoDashboard = parsed.GetValue(Dashboard) == Off,
            Published = parsed.GetValue(Published) is { } published ? Path.GetFullPath(published) : null,
            Verbose = parsed.GetValue(Verbose),
        }));

        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync(
                "Options: --nodes N, --port P, --redis HOST:PORT, --ingress yarp|nginx, --dashboard PATH|off, "
                + "--data DIR, --ready-file FILE, --published DIR, --verbose. More with --help.");
            return InvalidUsage;
        }

        // The cluster handles Ctrl+C and SIGTERM itself, since it has processes to stop.
        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static void AddValidators()
    {
        Redis.Validators.Add(result => Check(result, IsRedis, text => $"--redis {text} is not HOST:PORT[,HOST:PORT…][,password=…]."));
        Dashboard.Validators.Add(result => Check(result, IsGiven, _ => "--dashboard needs the path of the aspire CLI, or off."));
        Data.Validators.Add(result => Check(result, IsGiven, _ => "--data needs a folder."));
        Published.Validators.Add(result => Check(
            result, HasPrograms,
            text => $"--published {text} has no published program; put one there: dotnet publish Web -c Release -o {text}/Web"));
        ReadyFile.Validators.Add(result => Check(result, IsGiven, _ => "--ready-file needs a file name."));
    }

    private static bool HasPrograms(string folder) =>
        IsGiven(folder) && ProgramSpecs.Names.Any(program => File.Exists(ProgramSpecs.Published(folder, program)));

    private static bool IsGiven(string text) => !string.IsNullOrWhiteSpace(text);

    private static void Check(OptionResult result, Func<string, bool> isGood, Func<string, string> message)
    {
        if (result.Tokens is [{ Value: var text }] && !isGood(text))
        {
            result.AddError(message(text));
        }
    }

    private static int ParseNumber(ArgumentResult result, string option, int min, int max)
    {
        var text = result.Tokens[0].Value;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || number < min || number > max)
        {
            result.AddError($"{option} {text} is not possible; use {min} to {max}.");
        }

        return number;
    }

    private static IngressKind ParseIngress(ArgumentResult result)
    {
        switch (result.Tokens)
        {
            case [] or [{ Value: "yarp" }]:
                return IngressKind.Yarp;
            case [{ Value: "nginx" }]:
                return IngressKind.Nginx;
            default:
                result.AddError($"--ingress {result.Tokens[0].Value} is not known; use yarp or nginx.");
                return default;
        }
    }

    private static bool IsRedis(string text)
    {
        var address = text.Split(',')[0];
        var colon = address.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return false;
        }

        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Beside the solution, from any folder in it, so that there is one data folder and git ignores it.</summary>
    private static string DefaultData()
    {
        var here = new DirectoryInfo(Directory.GetCurrentDirectory());
        for (var folder = here; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AspireChat.sln")))
            {
                return Path.Combine(folder.FullName, ".data");
            }
        }

        return Path.Combine(here.FullName, ".data");
    }
}
