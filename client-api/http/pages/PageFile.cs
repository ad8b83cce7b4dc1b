using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace JourneyOrchestrator.ClientApi.Http.Pages;

/// <summary>One file of the pages, with the compressed forms that the build put beside it.</summary>
internal sealed class PageFile
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".svg"] = "image/svg+xml",
    };

    // The smaller one first.
    private static readonly (string Coding, string Ending)[] Codings = [("br", ".br"), ("gzip", ".gz")];

    private readonly string path;
    private readonly string type;
    private readonly string hash;
    private readonly (string Coding, string Path)[] compressed;

    private PageFile(string path, string type)
    {
        this.path = path;
        this.type = type;
        hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)).AsSpan(0, 16));
        compressed = [.. Codings.Select(c => (c.Coding, Path: path + c.Ending)).Where(c => File.Exists(c.Path))];
    }

    /// <summary>Null: not a file that browsers ask for by name, such as a compressed form.</summary>
    public static PageFile? Read(string path) => Types.TryGetValue(Path.GetExtension(path), out var type) ? new PageFile(path, type) : null;

    public async Task AnswerAsync(HttpContext context)
    {
        var (coding, file) = Choose(context.Request);
        var (request, response) = (context.Request, context.Response);
        var tag = new EntityTagHeaderValue(coding is null ? $"\"{hash}\"" : $"\"{hash}-{coding}\"");
        response.Headers.ETag = tag.ToString();
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = type;
        response.ContentLength = new FileInfo(file).Length;
        if (coding is not null) response.Headers.ContentEncoding = coding;
        if (!HttpMethods.IsHead(request.Method)) await response.SendFileAsync(file, context.RequestAborted);
    }

    private (string? Coding, string File) Choose(HttpRequest request)
    {
        var taken = request.GetTypedHeaders().AcceptEncoding;
        foreach (var (coding, file) in compressed)
            if (taken.Any(t => t.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && t.Quality is not 0)) return (coding, file);
        return (null, path);
    }
}
