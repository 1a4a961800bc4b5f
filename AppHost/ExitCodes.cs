namespace AspireChat.AppHost;

/// <summary>The AppHost's exit codes, the same as those of the processes it starts.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The start failed for a reason that the operator can fix; one line on standard error names it.</summary>
    public const int CannotStart = 2;
}
