namespace AspireChat.Engine.Tests;

/// <summary>The promises on Redis.</summary>
public sealed class RoomTestsOnRedis() : RoomTests("127.0.0.1:6399");
