using JourneyOrchestrator.ClientApi.Http.Access;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Description;

/// <summary>The errors that a call may answer, as far as they follow from what it takes.</summary>
internal static class CallErrors
{
    public static IEnumerable<int> Of(CallAccess access, bool inPath, bool inQuery, bool inBody, IEnumerable<CallRefuses> own)
    {
        var statuses = new SortedSet<int> { StatusCodes.Status403Forbidden, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable };
        if (inPath || inQuery || inBody) statuses.Add(StatusCodes.Status400BadRequest);
        if (inPath) statuses.Add(StatusCodes.Status404NotFound);
        if (inBody) statuses.UnionWith([StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType]);
        if (access.Key) statuses.UnionWith([StatusCodes.Status401Unauthorized, StatusCodes.Status429TooManyRequests]);
        statuses.UnionWith(own.SelectMany(refuses => refuses.Statuses));
        return statuses;
    }
}
