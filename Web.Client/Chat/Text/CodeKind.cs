namespace AspireChat.Web.Client.Chat.Text;

/// <summary>What a piece of code is, for its colour.</summary>
internal enum CodeKind
{
    /// <summary>Nothing of the following.</summary>
    Plain,

    /// <summary>A word of the language.</summary>
    Keyword,

    /// <summary>A text in quotes.</summary>
    String,

    /// <summary>A remark.</summary>
    Comment,

    /// <summary>A number.</summary>
    Number,
}
