using System.CommandLine;

namespace AspireChat.Bench.Processes;

/// <summary>Programs as they are deployed: published for this machine's processor.</summary>
internal static class Published
{
    /// <summary>The option for their folder, in which one program must be.</summary>
    public static Option<string?> Option(string needed = "ChatNode")
    {
        var option = new Option<string?>("--published")
        {
            Description = "Measure programs as they are deployed, from the folders ChatNode, Web and PlainSignalR in this folder, where "
                + "they are there (dotnet publish ChatNode -c Release -r linux-x64 --no-self-contained -o DIR/ChatNode). "
                + "Default: those built with this.",
            HelpName = "DIR",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } folder && !Has(folder, needed))
            {
                result.AddError(
                    $"--published {folder} has no {needed}; put it there: dotnet publish {needed} -c Release -o {folder}/{needed}");
            }
        });
        return option;
    }

    /// <summary>Whether a program was published there.</summary>
    public static bool Has(string folder, string program) => File.Exists(Find(folder, program));

    /// <summary>Where a program is.</summary>
    public static string Find(string folder, string program) => Path.Combine(folder, program, $"AspireChat.{program}.dll");
}
