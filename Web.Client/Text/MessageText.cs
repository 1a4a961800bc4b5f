using Markdig.Extensions.AutoLinks;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace AspireChat.Web.Client.Text;

/// <summary>
/// Renders a message's text. The Markdown becomes elements and never a string of HTML, so nothing in it can be interpreted
/// as HTML; unknown syntax is shown as written.
/// </summary>
public sealed class MessageText : ComponentBase
{
    private const int MaxDepth = 24;

    private string? _shown;
    private int _sequence;

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>The names that can be mentioned.</summary>
    [Parameter, EditorRequired]
    public Mentions Mentions { get; set; } = null!;

    protected override bool ShouldRender() => _shown != Text;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _shown = Text;
        _sequence = 0;
        if (ChatMarkdown.Parse(Text) is { } document)
        {
            Blocks(builder, document, 0);
        }
        else
        {
            Element(builder, "p", () => builder.AddContent(_sequence++, Text));
        }
    }

    private void Blocks(RenderTreeBuilder builder, ContainerBlock blocks, int depth)
    {
        foreach (var block in blocks)
        {
            Block(builder, block, depth);
        }
    }

    private void Block(RenderTreeBuilder builder, Block block, int depth)
    {
        switch (block)
        {
            case var _ when depth > MaxDepth:
                Source(builder, block);
                break;
            case ParagraphBlock { Inline: { } inlines }:
                Element(builder, "p", () => Inlines(builder, inlines));
                break;
            case HeadingBlock { Inline: { } inlines }:
                // Not an <h1>: screen reader users who navigate by headings would end up inside messages.
                Element(builder, "p", () => Element(builder, "strong", () => Inlines(builder, inlines)), "heading");
                break;
            case FencedCodeBlock code:
                Code(builder, code);
                break;
            case QuoteBlock quote:
                Element(builder, "blockquote", () => Blocks(builder, quote, depth + 1));
                break;
            case ListBlock list:
                List(builder, list, depth);
                break;
            case ThematicBreakBlock:
                Element(builder, "hr", () => { });
                break;
            case LinkReferenceDefinitionGroup definitions:
                foreach (var definition in definitions)
                {
                    Source(builder, definition);
                }

                break;
            default:
                Source(builder, block);
                break;
        }
    }

    private void List(RenderTreeBuilder builder, ListBlock list, int depth) => Element(builder, list.IsOrdered ? "ol" : "ul", () =>
    {
        if (list.IsOrdered && list.OrderedStart is { } start && start != "1")
        {
            builder.AddAttribute(_sequence++, "start", start);
        }

        foreach (var item in list.OfType<ListItemBlock>())
        {
            Element(builder, "li", () => Blocks(builder, item, depth + 1));
        }
    });

    private void Code(RenderTreeBuilder builder, FencedCodeBlock code) => Element(builder, "pre", () =>
    {
        builder.AddAttribute(_sequence++, "tabindex", "0"); // It scrolls sideways, by keyboard only if it can have the focus.
        Element(builder, "code", () =>
        {
            builder.AddAttribute(_sequence++, "dir", "ltr");
            foreach (var (kind, text) in CodeTokens.Of(code.Lines.ToString(), code.Info))
            {
                if (kind == CodeKind.Plain)
                {
                    builder.AddContent(_sequence++, text);
                }
                else
                {
                    Element(builder, "span", () => builder.AddContent(_sequence++, text), $"code-{kind}".ToLowerInvariant());
                }
            }
        });
    });

    private void Inlines(RenderTreeBuilder builder, ContainerInline inlines)
    {
        foreach (var inline in inlines)
        {
            Inline(builder, inline);
        }
    }

    private void Inline(RenderTreeBuilder builder, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Literal(builder, literal.Content.ToString());
                break;
            case LineBreakInline:
                builder.AddContent(_sequence++, "\n"); // White space is preserved by the style sheet, and when the text is copied.
                break;
            case HtmlEntityInline entity:
                builder.AddContent(_sequence++, entity.Transcoded.ToString());
                break;
            case CodeInline code:
                Element(builder, "code", () => builder.AddContent(_sequence++, code.Content));
                break;
            case EmphasisInline emphasis:
                var name = emphasis.DelimiterChar == '~' ? "del" : emphasis.DelimiterCount == 2 ? "strong" : "em";
                Element(builder, name, () => Inlines(builder, emphasis));
                break;
            case AutolinkInline auto:
                Link(builder, auto.IsEmail ? $"mailto:{auto.Url}" : auto.Url, () => builder.AddContent(_sequence++, auto.Url));
                break;
            case LinkInline link:
                Link(builder, link.Url, () => Inlines(builder, link));
                break;
            case ContainerInline container:
                Inlines(builder, container);
                break;
            default:
                builder.AddContent(_sequence++, inline.ToString());
                break;
        }
    }

    private void Link(RenderTreeBuilder builder, string? url, Action content)
    {
        if (!LinkAddress.IsSafe(url))
        {
            content();
            return;
        }

        Element(builder, "a", () =>
        {
            builder.AddAttribute(_sequence++, "href", url);
            builder.AddAttribute(_sequence++, "target", "_blank");
            builder.AddAttribute(_sequence++, "rel", "noopener noreferrer");
            content();
        });
    }

    private void Literal(RenderTreeBuilder builder, string text)
    {
        foreach (var (part, mention, me) in Mentions.Split(text))
        {
            if (mention)
            {
                Element(builder, "span", () => builder.AddContent(_sequence++, part), me ? "mention mine" : "mention");
            }
            else
            {
                builder.AddContent(_sequence++, part);
            }
        }
    }

    private void Source(RenderTreeBuilder builder, Block block) => Element(builder, "p", () =>
        builder.AddContent(_sequence++,
            block.Span is { Length: > 0 } span && span.End < Text.Length ? Text.Substring(span.Start, span.Length) : ""));

    private void Element(RenderTreeBuilder builder, string name, Action content, string? cssClass = null)
    {
        builder.OpenElement(_sequence++, name);
        if (cssClass is not null)
        {
            builder.AddAttribute(_sequence++, "class", cssClass);
        }

        content();
        builder.CloseElement();
    }
}
