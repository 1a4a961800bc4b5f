using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AspireChat.Testing;

namespace AspireChat.AppHost.Tests.Fixtures;

/// <summary>The manifest that the AppHost writes for azd and others, and what azd can make of it.</summary>
internal sealed partial class Manifest
{
    private static readonly string[] BindingProperties =
        ["scheme", "protocol", "transport", "external", "host", "targetPort", "port", "url"];

    private Manifest(JsonObject resources, string folder) => (Resources, Folder) = (resources, folder);

    public JsonObject Resources { get; }

    /// <summary>Where it was written; its paths are relative to this.</summary>
    public string Folder { get; }

    /// <summary>Lets the AppHost write it.</summary>
    public static async Task<Manifest> WriteAsync(TemporaryFolder folder, params (string Name, string Value)[] environment)
    {
        var path = Path.Combine(folder.Path, "aspire-manifest.json");
        var (exitCode, errors) = await AppHostProcess.RunAsync(["--publisher", "manifest", "--output-path", path], environment);
        Assert.True(exitCode == 0, string.Join('\n', errors));
        return new Manifest(JsonNode.Parse(await File.ReadAllTextAsync(path))!["resources"]!.AsObject(), folder.Path);
    }

    public IEnumerable<(string Name, JsonObject Resource)> OfType(params string[] types) =>
        Resources.Where(one => types.Contains(one.Value!["type"]!.GetValue<string>())).Select(one => (one.Key, one.Value!.AsObject()));

    /// <summary>Every binding of every resource.</summary>
    public IEnumerable<Binding> Bindings() =>
        from resource in Resources
        from binding in resource.Value!["bindings"]?.AsObject() ?? []
        select new Binding(
            resource.Key,
            binding.Key,
            binding.Value!["scheme"]!.GetValue<string>(),
            binding.Value["transport"]!.GetValue<string>(),
            binding.Value["port"]?.GetValue<int>(),
            binding.Value["targetPort"]?.GetValue<int>(),
            binding.Value["external"]?.GetValue<bool>() ?? false);

    /// <summary>The environment variables of every resource, by RESOURCE.VARIABLE.</summary>
    public IEnumerable<(string Name, string Value)> Environment() =>
        from resource in Resources
        from variable in resource.Value!["env"]?.AsObject() ?? []
        select ($"{resource.Key}.{variable.Key}", variable.Value!.GetValue<string>());

    /// <summary>Every {…} anywhere in the manifest.</summary>
    public IEnumerable<string> Expressions() => Expression().Matches(Strings(Resources)).Select(match => match.Groups[1].Value).Distinct();

    /// <summary>Whether azd can say what an expression stands for: cli/azd/pkg/apphost/generate.go, evalBindingRef.</summary>
    public bool Resolves(string expression)
    {
        var (name, property) = expression.Split('.', 2) switch { [var first, var second] => (first, second), _ => ("", "") };
        if (Resources[name] is not { } resource)
        {
            return false;
        }

        return property.Split('.') switch
        {
            ["connectionString"] => resource["connectionString"] is not null,
            ["value"] => resource["value"] is not null,
            ["inputs", var input] => resource["inputs"]?[input] is not null,
            ["bindings", var binding, var what] => resource["bindings"]?[binding] is not null && BindingProperties.Contains(what),
            _ => false,
        };
    }

    private static string Strings(JsonNode? node) => node switch
    {
        JsonObject many => string.Join('\n', many.Select(one => Strings(one.Value))),
        JsonArray many => string.Join('\n', many.Select(Strings)),
        JsonValue one when one.GetValueKind() == JsonValueKind.String => one.GetValue<string>(),
        _ => "",
    };

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Expression();

    /// <summary>A port of a resource.</summary>
    internal sealed record Binding(string Resource, string Name, string Scheme, string Transport, int? Port, int? TargetPort, bool External)
    {
        public bool IsHttp => Scheme is "http" or "https";
    }
}
