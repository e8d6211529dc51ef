namespace Engify.Features.Terms.CreateTerm;

internal sealed class CreateTermValidator : TermValidator<CreateTermRequest>;
