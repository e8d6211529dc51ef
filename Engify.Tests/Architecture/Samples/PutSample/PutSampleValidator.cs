using FluentValidation;

namespace Engify.Tests.Architecture.Samples.PutSample;

internal sealed class PutSampleValidator : AbstractValidator<PutSampleRequest>
{
    public PutSampleValidator() => RuleFor(request => request.Value).LessThan(100);
}
