namespace Engify.Tests.Promises.Speed;

/// <summary>Tests that measure the process itself run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "It is a collection of tests.")]
public sealed class Alone
{
    public const string Name = nameof(Alone);
}
