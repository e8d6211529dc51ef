using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Engify.Api.Operate;

/// <summary>
/// Whether a tool started the program only to inspect it: <c>dotnet ef</c> the model, the build the OpenAPI document.
/// Then there is no database, and none is needed.
/// </summary>
internal static class DesignTime
{
    // How to recognise the document's build:
    // https://learn.microsoft.com/aspnet/core/fundamentals/openapi/aspnetcore-openapi
    private static readonly bool IsDocumentBuild = Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";

    public static bool IsNow => EF.IsDesignTime || IsDocumentBuild;
}
