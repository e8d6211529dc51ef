using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace Engify.Features.Database;

/// <summary>Encrypts personal text before it is stored, and decrypts it for those who may read it.</summary>
public sealed partial class TextProtection(IDataProtectionProvider provider, ILogger<TextProtection> logger)
{
    private readonly IDataProtector protector = provider.CreateProtector("Engify.PersonalText");

    [return: NotNullIfNotNull(nameof(text))]
    public ProtectedText? Protect(string? text) =>
        text is null ? null : new ProtectedText(protector.Protect(Encoding.UTF8.GetBytes(text)));

    /// <returns>The text; null if there is none, or if the key that encrypted it is lost.</returns>
    public string? Reveal(ProtectedText? text)
    {
        try
        {
            return text is null ? null : Encoding.UTF8.GetString(protector.Unprotect(text.Ciphertext));
        }
        catch (CryptographicException exception)
        {
            LogUnreadable(exception.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "A protected text cannot be decrypted: {Reason}")]
    private partial void LogUnreadable(string reason);
}
