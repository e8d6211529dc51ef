namespace Engify.Features.Pipeline;

/// <summary>
/// A query whose answer depends on nothing but the catalogue and the request, so that it is remembered by the request
/// until the catalogue changes.
/// </summary>
public interface ICatalogueQuery<out TResponse> : IQuery<TResponse>
{
    /// <summary>Whether the answer is worth remembering: not that of one of countless requests.</summary>
    bool IsRemembered => true;
}
