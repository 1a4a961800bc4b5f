using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireChat.ServiceDefaults.Hosting;

/// <summary>A health report that a person with curl can read: the status, then a line for each check that has something to say.</summary>
internal static class HealthReportText
{
    public static Task Write(HttpContext context, HealthReport report)
    {
        var text = new StringBuilder().Append(report.Status).Append('\n');
        foreach (var (name, entry) in report.Entries)
        {
            if (entry.Description is { } description)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}: {description}\n");
            }
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }
}
