using System.Buffers;
using Markdig.Extensions.AutoLinks;
using Markdig.Helpers;
using Markdig.Parsers;

namespace AspireChat.Web.Client.Text;

/// <summary>
/// Makes links of addresses in a text. Chinese and Japanese have no spaces between words, so an address may follow any of their characters,
/// and ends where their punctuation begins.
/// </summary>
internal sealed class AddressParser() : AutoLinkParser(new AutoLinkOptions { ValidPreviousCharacters = Before })
{
    private const string Quotes = "“”‘’…";

    // Punctuation, kana and ideographs, and the full-width forms of ASCII.
    private static readonly string Before = "*_~(\"'" + Quotes + Range('\u3001', '\u9FFF') + Range('\uFF01', '\uFF65');

    private static readonly SearchValues<char> Ends = SearchValues.Create(
        Quotes + Range('\u3001', '\u3004') + Range('\u3008', '\u3020') + Range('\uFF01', '\uFF0F') + Range('\uFF1A', '\uFF20')
        + Range('\uFF3B', '\uFF40') + Range('\uFF5B', '\uFF65'));

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        if (!text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && text.IndexOf(':') is < 0 or > 6)
        {
            return false;
        }

        var whole = slice.End;
        if (text.IndexOfAny(Ends) is > 0 and var length)
        {
            slice.End = slice.Start + length - 1;
        }

        var isLink = base.Match(processor, ref slice);
        slice.End = whole;
        return isLink;
    }

    private static string Range(char first, char last) =>
        string.Create(last - first + 1, first, (all, start) =>
        {
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = (char)(start + i);
            }
        });
}
