namespace Engify.Features.Tas.ChangeTa;

internal sealed class ChangeTaValidator : TaValidator<ChangeTaRequest>;
