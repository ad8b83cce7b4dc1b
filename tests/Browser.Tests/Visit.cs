using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>One look at the pages, and what the browser asked for and complained about meanwhile.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;

    public Visit(IBrowserContext context, IPage page, string url)
    {
        this.context = context;
        Page = page;
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(url + "/", StringComparison.Ordinal)) Foreign.Add(request.Url);
        };
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) Errors.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Addresses of other hosts.</summary>
    public ConcurrentBag<string> Foreign { get; } = [];

    /// <summary>Errors of our scripts, and breaches of the content security policy.</summary>
    public ConcurrentBag<string> Errors { get; } = [];

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(Errors);
        Assert.Empty(Foreign);
        await context.DisposeAsync();
    }
}
