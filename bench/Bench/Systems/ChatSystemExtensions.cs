namespace AspireChat.Bench.Systems;

internal static class ChatSystemExtensions
{
    /// <summary>The system once its processes have started; if one does not, none is left behind.</summary>
    public static async Task<IChatSystem> OnceAsync(this IChatSystem system, Task started)
    {
        try
        {
            await started;
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }
}
