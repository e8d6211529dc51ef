using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Http;

/// <summary>
/// Maps routes as ASP.NET Core's own methods of these names do. But what reads a request and writes the answer is
/// compiled for the first request: to compile it for every route would be a good part of the start.
/// </summary>
public sealed class Routes(IEndpointRouteBuilder app)
{
    public RouteHandlerBuilder MapGet([StringSyntax("Route")] string pattern, Delegate handler) =>
        Map(HttpMethods.Get, pattern, handler);

    public RouteHandlerBuilder MapPost([StringSyntax("Route")] string pattern, Delegate handler) =>
        Map(HttpMethods.Post, pattern, handler);

    public RouteHandlerBuilder MapPut([StringSyntax("Route")] string pattern, Delegate handler) =>
        Map(HttpMethods.Put, pattern, handler);

    public RouteHandlerBuilder MapPatch([StringSyntax("Route")] string pattern, Delegate handler) =>
        Map(HttpMethods.Patch, pattern, handler);

    public RouteHandlerBuilder MapDelete([StringSyntax("Route")] string pattern, Delegate handler) =>
        Map(HttpMethods.Delete, pattern, handler);

    private RouteHandlerBuilder Map(string method, string pattern, Delegate handler) => RouteHandlerServices.Map(
        app, pattern, handler, [method], RequestDelegateFactory.InferMetadata, CompileLater);

    private static RequestDelegateResult CompileLater(
        Delegate handler, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? metadata)
    {
        var compiled = new Lazy<RequestDelegate>(
            () => RequestDelegateFactory.Create(handler, options, metadata).RequestDelegate);
        return new RequestDelegateResult(context => compiled.Value(context), metadata?.EndpointMetadata ?? []);
    }
}
