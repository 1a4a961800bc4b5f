namespace AspireChat.AppHost;

/// <summary>How the AppHost ends. The same as the processes it starts.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The start failed for a reason that the operator can mend, said in one line.</summary>
    public const int CannotStart = 2;
}
