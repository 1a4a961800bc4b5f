using System.CommandLine;

namespace AspireChat.Bench;

/// <summary>Options of a command line that are whole numbers.</summary>
internal static class Numbers
{
    public static Option<int> Option(string name, string description, int value, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int>() is var given && (given < least || given > most))
            {
                result.AddError($"{name} {given} is not possible; use {least} to {most}.");
            }
        });
        return option;
    }
}
