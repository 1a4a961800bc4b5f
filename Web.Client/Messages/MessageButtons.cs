using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using AspireChat.Web.Client.Language;
using Microsoft.AspNetCore.Components;

namespace AspireChat.Web.Client.Messages;

/// <summary>
/// The buttons on a message. Most messages have the same ones, so they are one piece of HTML rather than a dozen elements each;
/// <c>page.js</c> tells <see cref="MessageList"/> which one was pressed. The HTML never contains anything a user wrote.
/// </summary>
internal static class MessageButtons
{
    private static readonly ConcurrentDictionary<(bool Edit, bool Delete, bool? Pinned), MarkupString> Cache = [];

    /// <summary>The buttons for a message.</summary>
    /// <param name="edit">Whether the user may edit it.</param>
    /// <param name="delete">Whether the user may delete it.</param>
    /// <param name="pinned">Whether it is pinned; null if the user may not pin.</param>
    public static MarkupString Of(bool edit, bool delete, bool? pinned) => Cache.GetOrAdd((edit, delete, pinned), Make);

    private static MarkupString Make((bool Edit, bool Delete, bool? Pinned) may) => new(
        $"<div class=\"actions\" role=\"group\" aria-label=\"{Text(Words.ActionsOn)}\">"
        + Button(
            "react", Words.React, "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5h.01M15 9.5h.01\"/>")
        + Button("reply", Words.Reply, "<path d=\"M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6\"/>")
        + (may.Pinned is not { } pinned ? ""
            : Button(pinned ? "unpin" : "pin", pinned ? Words.Unpin : Words.Pin,
                "<path d=\"M9 3h6l-1 7 4 4H6l4-4zM12 14v7\"/>" + (pinned ? "<path d=\"M4 4l16 16\"/>" : "")))
        + (may.Edit ? Button("edit", Words.Edit, "<path d=\"M4 20l1-4L16 5l3 3L8 19zM14 7l3 3\"/>") : "")
        + (may.Delete ? Button("delete", Words.Delete, "<path d=\"M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13\"/>") : "")
        + "</div>");

    private static string Button(string action, string label, string drawing) =>
        $"<button type=\"button\" data-action=\"{action}\" aria-label=\"{Text(label)}\" title=\"{Text(label)}\">"
        + "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"18\" height=\"18\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" "
        + $"stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{drawing}</svg></button>";

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
