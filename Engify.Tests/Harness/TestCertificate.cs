using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Engify.Tests.Harness;

/// <summary>A certificate such as an operator makes for Data Protection, for as long as the tests run.</summary>
public static class TestCertificate
{
    public const string Password = "only for tests";

    private static readonly Lazy<string> File = new(Create);

    /// <summary>Its PKCS #12 file.</summary>
    public static string Path => File.Value;

    private static string Create()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Engify", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(
            EngifyFixture.Start.AddDays(-1), EngifyFixture.Start.AddYears(10));
        var path = System.IO.Path.Combine(AppContext.BaseDirectory, "test-certificate.p12");
        System.IO.File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, Password));
        return path;
    }
}
