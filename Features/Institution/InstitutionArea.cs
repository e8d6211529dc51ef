using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Institution;

/// <summary>The institution that the service runs for.</summary>
internal sealed class InstitutionArea : Area
{
    public override string Description => "The institution that the service runs for.";

    public override void Register(IServiceCollection services) =>
        services.AddSettings<InstitutionOptions>(InstitutionOptions.Section)
            .Validate(
                institution => institution.IsTimeZoneKnown(), "Institution:TimeZone is no IANA time zone known here.")
            .Validate(
                institution => institution.IsCurrencyKnown(),
                "Institution:Currency is no currency of ISO 4217 with two decimals or none.");
}
