namespace AspireChat.Web.Client.Text;

/// <summary>The kinds of tokens that have a colour.</summary>
internal enum CodeKind
{
    /// <summary>Anything else.</summary>
    Plain,

    /// <summary>A keyword.</summary>
    Keyword,

    /// <summary>A string.</summary>
    String,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A number.</summary>
    Number,
}
