using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Files;

/// <summary>Files that administrators bring and take away.</summary>
internal sealed class FilesArea : Area
{
    public override string Description => "Files, with which administrators bring and take away many rows at once.";

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["kind"] = "courses",
        ["dryRun"] = true,
    };

    /// <summary>Registers the kinds that the areas have.</summary>
    public override void Register(IServiceCollection services)
    {
        services.AddScoped(provider => new FileKinds(provider.GetServices<FileKind>()));
        foreach (var type in typeof(FileKind).Assembly.GetTypes())
        {
            if (!type.IsAbstract && type.IsSubclassOf(typeof(FileKind)))
                services.AddScoped(typeof(FileKind), type);
        }
    }
}
