using Carter;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Http;

/// <summary>The route of a use case. Its name is that of the use case's folder, its tag that of the area's.</summary>
public abstract class EngifyEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        var folders = GetType().Namespace!.Split('.');
        Map(new Routes(app)).WithName(folders[^1]).WithTags(folders[^2]);
    }

    /// <summary>Maps the route, and says who may use it and by which rules it may refuse.</summary>
    protected abstract RouteHandlerBuilder Map(Routes routes);
}
