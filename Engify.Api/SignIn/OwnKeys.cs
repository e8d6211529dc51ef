using Engify.Features.Accounts;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Engify.Api.SignIn;

/// <summary>Gives the token handler our signing keys the way it gets those of an outside issuer.</summary>
internal sealed class OwnKeys(SigningKeys keys) : IConfigurationManager<OpenIdConnectConfiguration>
{
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        var configuration = new OpenIdConnectConfiguration();
        foreach (var key in (await keys.GetAsync(cancel)).Accepted)
            configuration.SigningKeys.Add(key);
        return configuration;
    }

    public void RequestRefresh()
    {
        // A key is published long before it signs, so a token with an unknown key is forged.
    }
}
