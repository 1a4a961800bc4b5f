return await AspireChat.ConsoleChat.ChatCommand.RunAsync(args);
