using System.Globalization;
using AspireChat.Web.Client.Admin.Language;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>What a person enters into a dialog before confirming.</summary>
public sealed class Field(FieldKind kind, string label)
{
    /// <summary>What it looks like.</summary>
    public FieldKind Kind => kind;

    /// <summary>What it is called.</summary>
    public string Label => label;

    /// <summary>What is in it, as text; a check holds <c>true</c> or nothing.</summary>
    public string Value { get; set; } = "";

    /// <summary>An explanation below it.</summary>
    public string? Hint { get; init; }

    /// <summary>Longest text.</summary>
    public int MaxLength { get; init; } = 500;

    /// <summary>Least and greatest number.</summary>
    public (int Least, int Greatest) Range { get; init; } = (0, int.MaxValue);

    /// <summary>Whether it may stay empty.</summary>
    public bool Optional { get; init; }

    /// <summary>A choice's values and what they are called.</summary>
    public IReadOnlyList<(string Value, string Label)> Choices { get; init; } = [];

    /// <summary>What is wrong with a text, beyond its length; null when nothing is.</summary>
    public Func<string, string?>? Check { get; init; }

    /// <summary>The text without spaces around it.</summary>
    public string Text => Value.Trim();

    /// <summary>The text, or null when there is none.</summary>
    public string? TextOrNull => Text is { Length: > 0 } text ? text : null;

    /// <summary>The number, or 0.</summary>
    public int Number => int.TryParse(Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Whether it is checked.</summary>
    public bool Checked
    {
        get => Value == "true";
        set => Value = value ? "true" : "";
    }

    /// <summary>What is wrong with it, for a person; null when nothing is.</summary>
    public string? Problem =>
        Kind == FieldKind.Check ? null
        : Text.Length == 0 ? (Optional ? null : Say.With(Words.FillIn, Label))
        : Kind == FieldKind.Number
            ? int.TryParse(Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= Range.Least && number <= Range.Greatest
                ? null
                : Say.With(Words.Whole, Label, Intl.Number(Range.Least), Intl.Number(Range.Greatest))
        : Text.Length > MaxLength ? Say.With(Words.AtMost, Label, Intl.Number(MaxLength), Intl.Number(Text.Length))
        : Check?.Invoke(Text);
}
