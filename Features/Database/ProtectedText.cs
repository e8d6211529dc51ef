namespace Engify.Features.Database;

/// <summary>
/// Personal text, encrypted wherever it is stored. It has its own type so that nobody shows it by mistake.
/// </summary>
/// <param name="Ciphertext">What stands in the database.</param>
public sealed record ProtectedText(byte[] Ciphertext);
