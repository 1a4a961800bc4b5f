namespace AspireChat.AppHost.Deployment;

/// <summary>
/// The setting <c>Deployment</c> counts twice: AppHost.csproj compiles in the target that the environment names, and here it is compared with
/// what was compiled in, so that nobody gets another target's files, or none, and takes it for a success.
/// </summary>
internal static class DeploymentChoice
{
    /// <summary>True when what is asked for can be done with the target that is compiled in; else says on standard error what can.</summary>
    public static bool IsPossible(IDistributedApplicationBuilder builder)
    {
        if (!TryRead(builder.Configuration["Deployment"], out var asked))
        {
            Console.Error.WriteLine($"Cannot start: Deployment is \"{builder.Configuration["Deployment"]}\"; set it to azure, compose, kubernetes.");
            return false;
        }

        if (builder.ExecutionContext.IsRunMode)
        {
            return true;
        }

        if (asked is { } kind && kind != CompiledTarget.Kind)
        {
            Console.Error.WriteLine(
                $"Cannot publish: this AppHost was built without the target {Name(kind)}; build and publish with the variable in the environment: {Command(kind)}");
            return false;
        }

        if (CompiledTarget.Kind == DeploymentKind.None && !WritesManifest(builder))
        {
            Console.Error.WriteLine(
                $"Cannot publish: no target is chosen; choose azure, compose or kubernetes in the environment: {Command(DeploymentKind.Compose)}");
            return false;
        }

        return true;
    }

    private static bool TryRead(string? text, out DeploymentKind? kind)
    {
        kind = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        foreach (var known in Enum.GetValues<DeploymentKind>().Where(one => one != DeploymentKind.None))
        {
            if (text.Equals(Name(known), StringComparison.OrdinalIgnoreCase))
            {
                kind = known;
            }
        }

        return kind is not null;
    }

    /// <summary>The steps that need no target: the manifest, and the list of all steps.</summary>
    private static bool WritesManifest(IDistributedApplicationBuilder builder) =>
        builder.Configuration["Publishing:Publisher"] == "manifest"
        || builder.Configuration["Pipeline:Step"] == "publish-manifest"
        || builder.Configuration["Pipeline:ListSteps"] == "true";

    private static string Name(DeploymentKind kind) => kind.ToString().ToLowerInvariant();

    private static string Command(DeploymentKind kind) => kind == DeploymentKind.Azure
        ? "Deployment=azure azd up"
        : $"Deployment={Name(kind)} aspire publish --apphost AppHost/AppHost.csproj -o ./{Name(kind)}";
}
