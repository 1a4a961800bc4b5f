using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Parsers;
using Markdig.Syntax;

namespace AspireChat.Web.Client.Text;

/// <summary>
/// The Markdown of a message: emphasis, links, lists, quotes and code, without HTML. Text that
/// is Markdown only by accident stays as it is: an underlined line is no heading, and an indented line is no code.
/// </summary>
internal static class ChatMarkdown
{
    private static readonly MarkdownPipeline Pipeline = Build();

    /// <summary>The text's syntax tree; null if it is nested too deeply.</summary>
    public static MarkdownDocument? Parse(string text)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's guard against hostile nesting.
            return null;
        }
    }

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml();
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        if (builder.BlockParsers.Find<ParagraphBlockParser>() is { } paragraphs)
        {
            paragraphs.ParseSetextHeadings = false;
        }

        builder.InlineParsers.Insert(0, new AddressParser());
        return builder
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .Build();
    }
}
