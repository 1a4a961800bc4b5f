using Spectre.Console;

namespace AspireChat.LocalCluster.Terminal;

/// <summary>Writes to the operator: in colour on a terminal, in plain lines elsewhere. Thread-safe.</summary>
internal sealed class ClusterOutput
{
    private static readonly Color[] Colors =
    [
        Color.Aqua, Color.Lime, Color.Fuchsia, Color.Yellow, Color.SkyBlue1, Color.SandyBrown, Color.Orchid, Color.SpringGreen2,
    ];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Style> _styles = [];
    private readonly IAnsiConsole _console = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Shows a progress line during the work, if the output is a terminal.</summary>
    public Task WithProgressAsync(Func<Action<string>, Task> work) => Console.IsOutputRedirected
        ? work(_ => { })
        : _console.Status().Spinner(Spinner.Known.Dots).StartAsync(
            "Starting …", context => work(text => context.Status(Markup.Escape(text))));

    /// <summary>Writes a line of LocalCluster's own.</summary>
    public void Say(string text) => Write(new Text(text + Environment.NewLine));

    /// <summary>Writes a line that came from a process of the cluster.</summary>
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

    /// <summary>Writes a table.</summary>
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
            // A file or a pipe has no width; the default of 80 columns would wrap longer lines.
            console.Profile.Width = 4_000;
        }

        return console;
    }
}
