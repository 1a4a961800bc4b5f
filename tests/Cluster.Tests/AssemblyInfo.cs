using AspireChat.Testing;

[assembly: TellClusterOnFailure]
