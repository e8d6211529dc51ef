namespace Engify.Features.Pipeline;

/// <summary>A command that changes the catalogue: whoever asks this instance afterwards sees it.</summary>
public interface ICatalogueCommand<TResponse> : ICommand<TResponse>;
