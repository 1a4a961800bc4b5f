using AspireChat.Store.Scripts;

namespace AspireChat.ChatNode.Tests;

/// <summary>The embedded Lua scripts.</summary>
public sealed class ScriptTests
{
    [Fact]
    public void Every_embedded_script_loads_with_its_includes()
    {
        var names = typeof(RedisScript).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".lua", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.DoesNotContain("#include", RedisScript.Load(name[..^".lua".Length]), StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_script_is_an_error_that_names_it() =>
        Assert.Contains(
            "no-such.lua",
            Assert.Throws<InvalidOperationException>(() => RedisScript.Load("no-such")).Message,
            StringComparison.Ordinal);
}
