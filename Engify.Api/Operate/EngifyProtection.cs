using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engify.Features.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Engify.Api.Operate;

/// <summary>
/// Encrypts the signing keys and personal text with ASP.NET Core Data Protection. Its keys are in the database, where
/// every instance finds them, encrypted with a certificate that is not there.
/// </summary>
internal static class EngifyProtection
{
    public static WebApplicationBuilder AddEngifyProtection(this WebApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection()
            .SetApplicationName("Engify");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider, ILoggerFactory>(
            (keys, services, logging) => keys.XmlRepository = new EntityFrameworkCoreXmlRepository<EngifyDbContext>(
                services.GetRequiredKeyedService<ServiceProvider>(EngifyDatabase.OutsidePool), logging));
        builder.Services.AddSettings<ProtectionOptions>(ProtectionOptions.Section);
        var options = builder.Configuration.ReadSettings<ProtectionOptions>(ProtectionOptions.Section);
        if (options.CertificatePath is { Length: > 0 } path)
            protection.ProtectKeysWithCertificate(Load(path, options.CertificatePassword));

        var ring = builder.Services.Single(service => service.ServiceType == typeof(IKeyRingProvider));
        builder.Services.Replace(ServiceDescriptor.Singleton<IKeyRingProvider>(services =>
            ActivatorUtilities.CreateInstance<KeyRingWithNewKeys>(
                services, ActivatorUtilities.CreateInstance(services, ring.ImplementationType!))));
        return builder;
    }

    /// <summary>Outside Development, the keys must not be readable by everybody who can read the database.</summary>
    /// <exception cref="OperatorException">No certificate is configured.</exception>
    public static void RequireProtectedKeys(this IServiceProvider services)
    {
        if (!services.GetRequiredService<IHostEnvironment>().IsDevelopment()
            && services.GetRequiredService<IOptions<ProtectionOptions>>().Value.CertificatePath is not { Length: > 0 })
        {
            throw new OperatorException(
                "No certificate is configured: set DataProtection__CertificatePath (and "
                + "DataProtection__CertificatePassword) to a PKCS #12 file with its private key, which encrypts the "
                + "keys in the database.");
        }
    }

    private static X509Certificate2 Load(string path, string? password)
    {
        try
        {
            if (!File.Exists(path))
                throw new FileNotFoundException("There is no such file.");
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            // XML encryption supports RSA only; without the private key, nothing encrypted could ever be read again.
            using var key = certificate.GetRSAPrivateKey();
            return key is not null
                ? certificate
                : throw new OperatorException($"The certificate {path} cannot be used: it has no private RSA key.");
        }
        catch (Exception exception)
            when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(OperatorFault.OneLine(
                $"The certificate {path} cannot be loaded: {exception.GetBaseException().Message.TrimEnd('.')}. Set "
                + "DataProtection__CertificatePath and DataProtection__CertificatePassword to a PKCS #12 file."));
        }
    }
}
