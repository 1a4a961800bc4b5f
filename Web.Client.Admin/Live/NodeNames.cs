using System.Globalization;

namespace AspireChat.Web.Client.Admin.Live;

/// <summary>The order of nodes' names: chatnode-2 before chatnode-10.</summary>
public static class NodeNames
{
    /// <summary>Compares by the digits' values.</summary>
    public static readonly IComparer<string> Order = Comparer<string>.Create(static (left, right) =>
    {
        var (leftNumber, rightNumber) = (Number(left), Number(right));
        return leftNumber != rightNumber ? leftNumber.CompareTo(rightNumber) : string.CompareOrdinal(left, right);
    });

    private static long Number(string name)
    {
        var digits = name.AsSpan()[(name.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1)..];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
