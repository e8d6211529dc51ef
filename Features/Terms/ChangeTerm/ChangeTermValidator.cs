namespace Engify.Features.Terms.ChangeTerm;

internal sealed class ChangeTermValidator : TermValidator<ChangeTermRequest>;
