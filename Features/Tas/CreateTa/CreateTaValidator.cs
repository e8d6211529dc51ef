namespace Engify.Features.Tas.CreateTa;

internal sealed class CreateTaValidator : TaValidator<CreateTaRequest>;
