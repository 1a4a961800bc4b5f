using AspireChat.ChatNode.Tests.Fixtures;

namespace AspireChat.ChatNode.Tests;

/// <summary>The promises on Redis.</summary>
public sealed class RoomTestsOnRedis(RedisStore store) : RoomTests(store), IClassFixture<RedisStore>;

/// <summary>The same promises on the Redis that LocalCluster embeds.</summary>
public sealed class RoomTestsOnEmbeddedRedis(EmbeddedStore store) : RoomTests(store), IClassFixture<EmbeddedStore>;
