namespace Engify.Tests.Promises.Speed;

/// <summary>
/// A service whose answers nobody holds against the document, which needs more memory than to make them.
/// </summary>
public sealed class UnwatchedFixture : EngifyFixture
{
    protected override bool IsWatched => false;
}
