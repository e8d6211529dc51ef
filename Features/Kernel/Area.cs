using System.Collections.ObjectModel;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Kernel;

/// <summary>
/// What an area says of itself, so that nobody keeps a list for all of them. An area that has something to say has one
/// such class in its folder, which is found at start.
/// </summary>
public abstract class Area
{
    /// <summary>The name of its folder, which is the tag of its operations in the OpenAPI document.</summary>
    public string Name => GetType().Namespace!.Split('.')[^1];

    /// <summary>What the OpenAPI document says about its tag; null for an area without operations.</summary>
    public virtual string? Description => null;

    /// <summary>The rules that constraints of the database keep, by the names of the constraints.</summary>
    public virtual IReadOnlyDictionary<string, Rule> Constraints => ReadOnlyDictionary<string, Rule>.Empty;

    /// <summary>
    /// What the values of parameters look like, by the names of the parameters, for the OpenAPI document.
    /// </summary>
    public virtual IReadOnlyDictionary<string, object> Examples => ReadOnlyDictionary<string, object>.Empty;

    /// <summary>Registers what its use cases share.</summary>
    /// <param name="services">Where to register.</param>
    public virtual void Register(IServiceCollection services)
    {
    }
}
