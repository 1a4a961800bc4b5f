using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Parsers;
using Markdig.Syntax;

namespace AspireChat.Web.Client.Chat.Text;

/// <summary>
/// The Markdown of a message: emphasis, links, lists, quotes and code, without HTML. What people write in a chat without thinking
/// of Markdown stays what it is: a line under a line makes no heading, and spaces before a line no code.
/// </summary>
internal static class ChatMarkdown
{
    private static readonly MarkdownPipeline Pipeline = Build();

    /// <summary>The text as a tree; null when it is nested too deeply to be meant.</summary>
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

        return builder
            .UseAutoLinks(new AutoLinkOptions { ValidPreviousCharacters = "*_~(（，。：；、“\"'" })
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .Build();
    }
}
