using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Engify.Api.Operate;

/// <summary>
/// Whether a tool has started the program only to look at it: <c>dotnet ef</c> at the model, the build at the OpenAPI
/// document. Then there is no database, and none is needed.
/// </summary>
internal static class DesignTime
{
    // https://learn.microsoft.com/aspnet/core/fundamentals/openapi/aspnetcore-openapi: how to know the document's build.
    private static readonly bool IsDocumentBuild = Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";

    public static bool IsNow => EF.IsDesignTime || IsDocumentBuild;
}
