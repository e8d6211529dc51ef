namespace Engify.Features.Database;

/// <summary>Personal text that is encrypted wherever it is stored. A type of its own, so that nobody shows it by mistake.</summary>
/// <param name="Ciphertext">What stands in the database.</param>
public sealed record ProtectedText(byte[] Ciphertext);
