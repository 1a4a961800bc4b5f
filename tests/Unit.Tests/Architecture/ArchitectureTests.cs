using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace AspireChat.Unit.Tests.Architecture;

/// <summary>The rules that keep the code in parts that depend one way: see docs/architecture.md.</summary>
public sealed class ArchitectureTests
{
    private const string Prefix = "AspireChat.";
    private const int MaxParameters = 8;

    /// <summary>Each assembly, without the prefix AspireChat, and the assemblies of the project that it may refer to.</summary>
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["Contracts"] = [],
        ["Contracts.Admin"] = ["Contracts"],
        ["Client"] = ["Contracts"],
        ["Store"] = ["Contracts", "Contracts.Admin"],
        ["ServiceDefaults"] = ["Contracts"],
        ["ChatNode"] = ["Contracts", "Contracts.Admin", "ServiceDefaults", "Store"],
        ["AdminNode"] = ["Contracts", "Contracts.Admin", "ServiceDefaults", "Store"],
        ["Web"] = ["Contracts", "ServiceDefaults", "Store", "Web.Client"],
        ["Web.Client"] = ["Client", "Contracts", "Contracts.Admin", "Web.Client.Admin", "Web.Client.Shared"],
        ["Web.Client.Admin"] = ["Contracts", "Contracts.Admin", "Web.Client.Shared"],
        ["Web.Client.Shared"] = ["Contracts"],
        ["LocalCluster"] = [],
    };

    /// <summary>The chat node's folders by level: a folder may use those of lower levels.</summary>
    private static readonly string[][] ChatNodeLevels =
        [["Presence", "Limits"], ["Delivery"], ["Moderation"], ["Rooms"], ["ChatModule", "AdminModule"]];

    /// <summary>The types of StackExchange.Redis that send commands and subscribe.</summary>
    private static readonly HashSet<string> RedisCommands =
        ["IBatch", "IDatabase", "IDatabaseAsync", "IServer", "ISubscriber", "ITransaction"];

    /// <summary>
    /// Which of them an assembly besides Store uses. LocalCluster starts or finds the Redis server itself: it pings it and asks its
    /// version. SignalR's backplane gets the connection from ChatNode and sends its own commands.
    /// </summary>
    private static readonly Dictionary<string, string[]> MaySendCommands = new()
    {
        ["LocalCluster"] = ["IDatabase", "IServer"],
    };

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Architecture = new(() =>
        new ArchLoader().LoadAssemblies([.. AllowedReferences.Keys.Select(Load)]).Build());

    public static TheoryData<string> Assemblies => [.. AllowedReferences.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Namespaces_of_an_assembly_form_no_cycle(string assembly)
    {
        var edges = DependenciesOf(assembly).Select(dependency => (dependency.From, dependency.To)).Distinct().ToList();
        var reached = edges.ToHashSet();
        foreach (var via in edges.SelectMany(edge => new[] { edge.From, edge.To }).Distinct().ToList())
        {
            reached.UnionWith(
                [.. from start in reached where start.To == via from end in reached where end.From == via select (start.From, end.To)]);
        }

        var inCycles = edges.Where(edge => reached.Contains((edge.To, edge.From)))
            .Select(edge => $"{edge.From} -> {edge.To}, such as {ExampleOf(assembly, edge)}").Order().ToList();
        Assert.True(inCycles.Count == 0, string.Join('\n', inCycles));
    }

    [Fact]
    public void Folders_of_the_chat_node_depend_one_way()
    {
        var wrong = DependenciesOf("ChatNode")
            .Select(dependency => (dependency.Example, From: FolderOf(dependency.From), To: FolderOf(dependency.To)))
            .Where(dependency => dependency.From != dependency.To && dependency.From.Length > 0)
            .Where(dependency => LevelOf(dependency.To) is var to && (to < 0 || to >= LevelOf(dependency.From)));
        Assert.Empty(wrong.Select(dependency => $"{dependency.From} -> {dependency.To}: {dependency.Example}").Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_references_only_assemblies_below_it(string assembly) =>
        Assert.Empty(ReferencesOf(assembly)
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Except(AllowedReferences[assembly]));

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Contracts.Admin")]
    [InlineData("Store")]
    public void Contracts_and_Store_do_not_depend_on_HTTP_or_SignalR(string assembly) =>
        Assert.DoesNotContain(
            ReferencesOf(assembly), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name == "System.Net.Http");

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Only_Store_sends_commands_to_Redis(string assembly)
    {
        string[] used = [.. TypesUsedBy(Load(assembly).Location).Where(RedisCommands.Contains).Order()];
        Assert.Equal(MaySendCommands.GetValueOrDefault(assembly) ?? [], assembly == "Store" ? [] : used);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_constructor_has_more_than_eight_parameters(string assembly)
    {
        var tooLong = TypesOf(assembly)
            .Where(type => !type.Members.Any(member => member.Name.StartsWith("PrintMembers(", StringComparison.Ordinal))) // records
            .Where(type => !type.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(type => type.Members.OfType<MethodMember>())
            .Where(method => method.MethodForm == MethodForm.Constructor && method.Parameters.Count() > MaxParameters)
            .Select(method => $"{method.DeclaringType.FullName} ({method.Parameters.Count()})");
        Assert.Empty(tooLong);
    }

    /// <summary>The names of the types of StackExchange.Redis that an assembly's metadata refers to.</summary>
    private static IEnumerable<string> TypesUsedBy(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        var metadata = reader.GetMetadataReader();
        return
        [
            .. metadata.TypeReferences.Select(metadata.GetTypeReference)
                .Where(type => metadata.GetString(type.Namespace) == "StackExchange.Redis")
                .Select(type => metadata.GetString(type.Name)),
        ];
    }

    private static int LevelOf(string folder) => Array.FindIndex(ChatNodeLevels, level => level.Contains(folder));

    private static Assembly Load(string assembly) => Assembly.Load(Prefix + assembly);

    private static IEnumerable<string> ReferencesOf(string assembly) =>
        Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);

    private static IEnumerable<IType> TypesOf(string assembly) =>
        Architecture.Value.Types.Where(type => type.Assembly.FullName.Split(',')[0] == Prefix + assembly);

    private static IEnumerable<(string From, string To, string Example)> DependenciesOf(string assembly) =>
        from type in TypesOf(assembly)
        from dependency in type.Dependencies
        let target = dependency.Target
        where target.Assembly?.FullName == type.Assembly.FullName
        let names = (From: type.Namespace?.FullName ?? "", To: target.Namespace?.FullName ?? "")
        where names.From != names.To && new[] { names.From, names.To }.All(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        select (names.From, names.To, $"{type.Name} -> {target.Name}");

    private static string ExampleOf(string assembly, (string From, string To) edge) =>
        DependenciesOf(assembly).First(dependency => (dependency.From, dependency.To) == edge).Example;

    private static string FolderOf(string name) => name.Split('.').ElementAtOrDefault(2) ?? "";
}
