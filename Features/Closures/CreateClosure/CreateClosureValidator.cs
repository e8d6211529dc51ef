namespace Engify.Features.Closures.CreateClosure;

internal sealed class CreateClosureValidator : ClosureValidator<CreateClosureRequest>;
