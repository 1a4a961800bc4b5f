namespace AspireChat.AppHost.Deployment;

/// <summary>
/// The setting <c>Deployment</c> is used twice: AppHost.csproj compiles in the target that the environment variable names, and this
/// class compares the setting with what was compiled in, so that publishing never silently writes another target's files, or none.
/// </summary>
internal static class DeploymentChoice
{
    /// <summary>
    /// True if the compiled-in target can do what is asked for; otherwise reports on standard error how to build one that can.
    /// </summary>
    public static bool IsPossible(IDistributedApplicationBuilder builder)
    {
        if (!TryRead(builder.Configuration["Deployment"], out var asked))
        {
            Console.Error.WriteLine(
                $"Cannot start: Deployment is \"{builder.Configuration["Deployment"]}\"; set it to azure, compose or kubernetes.");
            return false;
        }

        if (builder.ExecutionContext.IsRunMode)
        {
            return true;
        }

        if (asked is { } kind && kind != CompiledTarget.Kind)
        {
            Console.Error.WriteLine(
                $"Cannot publish: this AppHost was built without the target {Name(kind)}; " +
                $"build and publish with the environment variable Deployment: {Command(kind)}");
            return false;
        }

        if (CompiledTarget.Kind == DeploymentKind.None && !WritesManifest(builder))
        {
            Console.Error.WriteLine(
                "Cannot publish: no target is chosen; set the environment variable Deployment to azure, compose or kubernetes: " +
                Command(DeploymentKind.Compose));
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

    /// <summary>Whether only steps are asked for that need no target: the manifest, or the list of all steps.</summary>
    private static bool WritesManifest(IDistributedApplicationBuilder builder) =>
        builder.Configuration["Publishing:Publisher"] == "manifest"
        || builder.Configuration["Pipeline:Step"] == "publish-manifest"
        || builder.Configuration["Pipeline:ListSteps"] == "true";

    private static string Name(DeploymentKind kind) => kind.ToString().ToLowerInvariant();

    private static string Command(DeploymentKind kind) => kind == DeploymentKind.Azure
        ? "Deployment=azure azd up"
        : $"Deployment={Name(kind)} aspire publish --apphost AppHost/AppHost.csproj -o ./{Name(kind)}";
}
