namespace Engify.Tests.Harness;

/// <summary>The service answered what its OpenAPI document does not allow.</summary>
public sealed class BrokenContractException(string message) : Exception(message)
{
    /// <summary>The status, which no service answers with, of what a test gets in place of such an answer.</summary>
    public const int Status = 599;
}
