namespace Engify.Api.Operate;

/// <summary>What encrypts the keys in the database.</summary>
internal sealed class ProtectionOptions
{
    public const string Section = "DataProtection";

    /// <summary>A PKCS #12 file (RFC 7292) with a private RSA key. It may be omitted in Development only.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The password of that file, if it has one.</summary>
    public string? CertificatePassword { get; set; }
}
