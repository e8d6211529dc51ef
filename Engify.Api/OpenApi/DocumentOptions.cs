namespace Engify.Api.OpenApi;

/// <summary>The OpenAPI document and its page.</summary>
internal sealed class DocumentOptions
{
    public const string Section = "OpenApi";

    /// <summary>Whether they are served.</summary>
    public bool Enabled { get; set; } = true;
}
