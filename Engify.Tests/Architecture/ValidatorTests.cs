using Engify.Features;
using FluentValidation;
using FluentValidation.Internal;
using FluentValidation.Validators;

namespace Engify.Tests.Architecture;

public sealed class ValidatorTests
{
    private static readonly IRuleComponent[] Components =
    [
        .. typeof(EngifyFeatures).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && typeof(IValidator).IsAssignableFrom(type))
            .Where(type => !type.ContainsGenericParameters && type.Namespace != "FluentValidation")
            .Select(type => (IValidator)Activator.CreateInstance(type, nonPublic: true)!)
            .SelectMany(validator => validator.CreateDescriptor().Rules)
            .SelectMany(rule => rule.Components),
    ];

    /// <summary>FluentValidation's own rules count UTF-16 code units.</summary>
    [Fact]
    public void Every_length_is_counted_in_characters()
    {
        var lengths = Components.Select(component => component.Validator).OfType<ILengthValidator>().ToList();

        Assert.True(lengths.Count > 10);
        Assert.All(lengths, length => Assert.Equal(typeof(EngifyFeatures).Assembly, length.GetType().Assembly));
    }

    [Fact]
    public void Every_fault_has_a_code_that_clients_know()
    {
        var codes = Components
            .Select(component => component.ErrorCode ?? FaultCodes.Of(component.Validator)).ToList();

        Assert.True(codes.Distinct().Count() > 5);
        Assert.All(codes, code => Assert.Contains(code, FaultCodes.All));
    }
}
