using Engify.Features;
using FluentValidation;
using FluentValidation.Validators;

namespace Engify.Tests.Architecture;

public sealed class ValidatorTests
{
    private static readonly IPropertyValidator[] Rules =
    [
        .. typeof(EngifyFeatures).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && typeof(IValidator).IsAssignableFrom(type))
            .Where(type => !type.ContainsGenericParameters && type.Namespace != "FluentValidation")
            .Select(type => (IValidator)Activator.CreateInstance(type, nonPublic: true)!)
            .SelectMany(validator => validator.CreateDescriptor().Rules)
            .SelectMany(rule => rule.Components)
            .Select(component => component.Validator),
    ];

    /// <summary>FluentValidation's own rules count UTF-16 code units.</summary>
    [Fact]
    public void Every_length_is_counted_in_characters()
    {
        var lengths = Rules.OfType<ILengthValidator>().ToList();

        Assert.True(lengths.Count > 10);
        Assert.All(lengths, length => Assert.Equal(typeof(EngifyFeatures).Assembly, length.GetType().Assembly));
    }
}
