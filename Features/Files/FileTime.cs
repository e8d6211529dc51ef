using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Engify.Features.Files;

internal static class FileTime
{
    /// <summary>
    /// How long a file may be on its way. An upload holds no connection to the database; a download does, and one that
    /// takes longer would hold it for too long.
    /// </summary>
    public static readonly RequestTimeoutPolicy Limit = new()
    {
        Timeout = TimeSpan.FromMinutes(2),
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
    };
}
