namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>The kinds of fields.</summary>
public enum FieldKind
{
    /// <summary>One line.</summary>
    Line,

    /// <summary>Several lines.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>One of a few.</summary>
    Choice,

    /// <summary>Yes or no.</summary>
    Check,

    /// <summary>Any of a few.</summary>
    Choices,
}
