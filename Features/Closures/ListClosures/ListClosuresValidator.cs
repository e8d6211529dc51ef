using FluentValidation;

namespace Engify.Features.Closures.ListClosures;

internal sealed class ListClosuresValidator : AbstractValidator<ListClosuresRequest>
{
    public ListClosuresValidator() => RuleFor(request => request.Limit).PageLimit();
}
