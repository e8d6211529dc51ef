using FluentValidation;

namespace Engify.Features.Bundles.ListActiveBundles;

internal sealed class ListActiveBundlesValidator : AbstractValidator<ListActiveBundlesRequest>
{
    public ListActiveBundlesValidator() => RuleFor(request => request.Limit).PageLimit();
}
