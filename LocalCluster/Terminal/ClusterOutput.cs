using Spectre.Console;

namespace AspireChat.LocalCluster.Terminal;

/// <summary>What the operator sees. Colours where the output is a terminal, plain lines where it is not. Thread-safe.</summary>
internal sealed class ClusterOutput
{
    private static readonly Color[] Colors = [Color.Aqua, Color.Lime, Color.Fuchsia, Color.Yellow, Color.SkyBlue1, Color.SandyBrown, Color.Orchid, Color.SpringGreen2];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Style> _styles = [];
    private readonly IAnsiConsole _console = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Runs the work with a line that shows how far it is, where the output is a terminal.</summary>
    public async Task<T> WithProgressAsync<T>(Func<Action<string>, Task<T>> work)
    {
        if (Console.IsOutputRedirected)
        {
            return await work(_ => { });
        }

        return await _console.Status().Spinner(Spinner.Known.Dots).StartAsync(
            "Starting …", context => work(text => context.Status(Markup.Escape(text))));
    }

    /// <summary>A line of our own.</summary>
    public void Say(string text) => Write(new Text(text + Environment.NewLine));

    /// <summary>A line that a process of the cluster wrote.</summary>
    public void Line(string process, string line)
    {
        Style style;
        lock (_gate)
        {
            if (!_styles.TryGetValue(process, out style))
            {
                _styles[process] = style = new Style(Colors[_styles.Count % Colors.Length]);
            }
        }

        Write(new Paragraph($"{process,-11} ", style).Append(line + Environment.NewLine));
    }

    /// <summary>A table or another whole thing.</summary>
    public void Show(Spectre.Console.Rendering.IRenderable what) => Write(what);

    private void Write(Spectre.Console.Rendering.IRenderable what)
    {
        lock (_gate)
        {
            _console.Write(what);
        }
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected)
        {
            // A file or a pipe has no width; 80 columns would break every longer line in two.
            console.Profile.Width = 4_000;
        }

        return console;
    }
}
