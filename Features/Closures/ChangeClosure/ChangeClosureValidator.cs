namespace Engify.Features.Closures.ChangeClosure;

internal sealed class ChangeClosureValidator : ClosureValidator<ChangeClosureRequest>;
