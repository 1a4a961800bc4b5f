using System.Globalization;
using AspireChat.Web.Client.Admin.Language;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Admin.Actions;

/// <summary>An input of a confirmation dialog.</summary>
public sealed class Field(FieldKind kind, string label)
{
    /// <summary>The kind of input.</summary>
    public FieldKind Kind => kind;

    /// <summary>Its label.</summary>
    public string Label => label;

    /// <summary>
    /// Its value as text; a checkbox has <c>true</c> or an empty string, several choices are separated by spaces.
    /// </summary>
    public string Value { get; set; } = "";

    /// <summary>An explanation below it.</summary>
    public string? Hint { get; init; }

    /// <summary>The maximum length of a text.</summary>
    public int MaxLength { get; init; } = 500;

    /// <summary>The smallest and greatest number.</summary>
    public (int Min, int Max) Range { get; init; } = (0, int.MaxValue);

    /// <summary>Whether it may stay empty.</summary>
    public bool Optional { get; init; }

    /// <summary>The values of a choice, with their labels.</summary>
    public IReadOnlyList<(string Value, string Label)> Choices { get; init; } = [];

    /// <summary>Validates a text beyond its length: returns the problem, or null.</summary>
    public Func<string, string?>? Check { get; init; }

    /// <summary>The trimmed text.</summary>
    public string Text => Value.Trim();

    /// <summary>The trimmed text; null if it is empty.</summary>
    public string? TextOrNull => Text is { Length: > 0 } text ? text : null;

    /// <summary>The number, or 0.</summary>
    public int Number => int.TryParse(Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The values chosen.</summary>
    public IReadOnlyList<string> Chosen => Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it is checked.</summary>
    public bool Checked
    {
        get => Value == "true";
        set => Value = value ? "true" : "";
    }

    /// <summary>Chooses one of several values, or takes it back.</summary>
    public void Choose(string value, bool chosen) => Value = string.Join(
        ' ', Choices.Select(choice => choice.Value).Where(other => other == value ? chosen : Chosen.Contains(other)));

    /// <summary>The problem with its value, as a text to show; null if it is valid.</summary>
    public string? Problem =>
        Kind == FieldKind.Check ? null
        : Text.Length == 0 ? (Optional ? null : Say.With(Words.FillIn, Label))
        : Kind == FieldKind.Number
            ? int.TryParse(Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                && number >= Range.Min && number <= Range.Max
                ? null
                : Say.With(Words.WholeNumber, Label, Intl.Number(Range.Min), Intl.Number(Range.Max))
        : Text.Length > MaxLength ? Say.With(Words.AtMost, Label, Intl.Number(MaxLength), Intl.Number(Text.Length))
        : Check?.Invoke(Text);
}
